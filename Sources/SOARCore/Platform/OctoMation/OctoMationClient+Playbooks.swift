//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import HTTPTypes
import Logging

extension OctoMationClient {
    /// All published playbooks that carry one of the configured labels, without their parameters.
    ///
    /// One object that can't be read is left out; see ``Configuration/labels`` for which are asked for.
    public func playbooks() async throws(PlatformError) -> [Playbook] {
        var body: JSONObject = ["publishStatus": "ONLINE"]
        if !configuration.labels.isEmpty {
            body["labelList"] = .array(configuration.labels.map { ["name": .string($0)] })
        }
        let envelope = try await send(
            OctoMationCall(
                name: "playbooks", method: .post, segments: ["odp", "core", "v1", "api", "playbook", "findAll"],
                body: .object(body), maximumBytes: configuration.maximumListBytes))
        let values = try elements(of: envelope)
        let wanted = values.filter { Playbook.isWanted(octoMation: $0, labels: configuration.labels) }
        let time = OctoMationTime(timeZone: configuration.timeZone)
        var list = try LenientList(wanted) { Playbook(octoMation: $0, time: time) }
        list.removeRepetitions(by: \.id)
        report("playbooks", listed: values.count, unwanted: values.count - wanted.count, unreadable: list.unreadable)
        return list.elements
    }

    /// What a playbook takes.
    ///
    /// The documentation has no answer of its own for a playbook that takes nothing. An empty or missing list says so,
    /// and code 406, which means that there is no such record; every other refusal is an error, so that what is
    /// already known of a playbook is never lost to a fault.
    public func parameters(of playbook: PlaybookID) async throws(PlatformError) -> [PlaybookParameter] {
        let envelope: OctoMationEnvelope
        do {
            envelope = try await send(
                OctoMationCall(
                    name: "parameters", method: .post, segments: ["api", "playbook", "param"],
                    query: [("playbookId", playbook.description)], maximumBytes: configuration.maximumAnswerBytes))
        } catch  where error.platformCode == OctoMationCode.noRecord.rawValue {
            return []
        }
        let values = try elements(of: envelope)
        var list = try LenientList(values, PlaybookParameter.init(octoMation:))
        list.removeRepetitions(by: \.name)
        report("parameters", listed: values.count, unwanted: 0, unreadable: list.unreadable)
        return list.elements
    }

    /// The installed applications with their actions, without their assets.
    public func applications() async throws(PlatformError) -> [Application] {
        var found: [Application] = []
        var seen = Set<String>()
        for number in 1...max(1, configuration.maximumPages) {
            let page = try await applications(page: number)
            // The documentation counts requested pages from 1 and answers from 0. A platform that counts from 0 in
            // both tells by its answer that the first page is another one.
            if number == 1, page.value["first"]?.lenientBool == false {
                for application in try await applications(page: 0).list where seen.insert(application.id).inserted {
                    found.append(application)
                }
            }
            let fresh = page.list.filter { seen.insert($0.id).inserted }
            found += fresh
            // A platform that takes no notice of the page would tell the same for ever.
            if fresh.isEmpty || page.value.arrayValue != nil || page.value["last"]?.lenientBool == true { return found }
        }
        logger.debug("Platform has more pages than are read", metadata: ["platform.call": "applications"])
        return found
    }

    private func applications(page: Int) async throws(PlatformError) -> (value: JSONValue, list: [Application]) {
        let envelope = try await send(
            OctoMationCall(
                name: "applications", method: .post, segments: ["api", "apps"],
                query: [("page", String(page)), ("size", String(configuration.pageSize))],
                body: [:], maximumBytes: configuration.maximumListBytes))
        let values = try elements(of: envelope)
        let list = try LenientList(values, Application.init(octoMation:))
        report("applications", listed: values.count, unwanted: 0, unreadable: list.unreadable)
        return (envelope.result ?? .null, list.elements)
    }

    private func elements(of envelope: OctoMationEnvelope) throws(PlatformError) -> [JSONValue] {
        guard let result = envelope.result else { return [] }
        guard let elements = result.listElements else {
            throw PlatformError(.unreadable, "The platform answered with something else than a list.")
        }
        return elements
    }

    private func report(_ call: String, listed: Int, unwanted: Int, unreadable: Int) {
        logger.debug(
            "Platform list read",
            metadata: [
                "platform.call": "\(call)", "list.count": "\(listed)", "list.unwanted": "\(unwanted)",
                "list.unreadable": "\(unreadable)",
            ])
    }
}
