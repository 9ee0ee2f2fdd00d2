//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARTransport

/// What holds for URI templates: the input's lines are a template, a URI, and the variables' values.
enum URITemplateLaws {
    private static let maximumLines = 18

    static func check(_ input: [UInt8]) throws(FuzzFinding) {
        let parts = lines(input, atMost: maximumLines).map { String(decoding: $0, as: UTF8.self) }
        guard let template = try? URITemplate(parts[0]) else { return }
        try expect(isSame(template.description, parts[0]), "The template is told as \(template)")
        let expansion = try TemplateExpansion(template)

        if parts.count > 1, let values = template.match(parts[1]) {
            try checkValues(values, of: template)
            try checkExpansion(template, expansion, values)
        }
        let given = parts.dropFirst(2).filter(TemplateExpansion.isValue)
        if given.count >= template.variables.count {
            let values = Dictionary(uniqueKeysWithValues: zip(template.variables, given))
            try checkExpansion(template, expansion, values)
        }
    }

    /// Each variable has a value, and each is one that a variable can have.
    private static func checkValues(_ values: [String: String], of template: URITemplate) throws(FuzzFinding) {
        try expect(values.keys.sorted() == template.variables.sorted(), "\(template) gives \(values)")
        try expect(values.values.allSatisfy(TemplateExpansion.isValue), "\(template) gives \(values)")
    }

    /// What the values make is one of the template's URIs; where it can be read in one way only, of these values.
    private static func checkExpansion(
        _ template: URITemplate, _ expansion: TemplateExpansion, _ values: [String: String]
    ) throws(FuzzFinding) {
        // A literal with an escape can begin or end inside of a value.
        guard !expansion.hasEscapes else { return }
        let uri = expansion.expand(values)
        guard let again = template.match(uri) else {
            throw FuzzFinding(description: "\(template) with \(values) makes \(uri), and does not match it.")
        }
        try checkValues(again, of: template)
        try expect(isSame(expansion.expand(again), uri), "\(template) reads \(uri) as \(again)")
        guard expansion.isUnambiguous(values) else { return }
        let areSame = values.allSatisfy { name, value in again[name].map { isSame($0, value) } ?? false }
        try expect(areSame, "\(template) with \(values) makes \(uri), which is read as \(again)")
    }
}
