//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARCore

/// Looks at everything that the server needs, one thing after the other, and changes none of it.
struct Examination {
    let options: SettingsOptions
    let context: CommandContext

    /// What was found; where the settings can't be used there is nothing else to look at.
    func findings() async -> [Finding] {
        do {
            let first = try Settings(options.layers(in: context))
            let (store, storeFinding) = openStore(first.database)
            var settings = first
            if let store { settings = try await options.settings(storedIn: store, in: context) }
            var findings = [
                Finding.sound("settings", Message("The settings can be used.", "设置可用。"))
            ]
            findings += fileModes(settings)
            findings += sealingKey(settings)
            findings += [storeFinding]
            if let store {
                findings += await soundness(of: store)
                findings += await tokens(in: store)
                findings += await forwarding(settings.audit.forwarding, store)
            }
            // Where there is no database yet its verifier has nothing to look at; the others don't need it.
            if let store {
                findings += await verifiers(settings, store)
            } else {
                findings += await verifiers(settings, InMemoryStore())
            }
            findings += certificate(settings.server)
            findings += await ports(settings.server)
            findings += await socket(settings.server)
            let tenants = await tenants(in: store)
            if tenants.standard?.platform == nil { findings += await platform(settings) }
            if let store {
                findings += await catalog(in: store, settings.platform)
                findings += tenants.findings
                findings += await platforms(of: tenants.all, settings, store)
            }
            return findings
        } catch {
            return [
                .failed(
                    "settings", CommandError(describing: error).message,
                    advice: Message("Correct this setting; nothing else was checked.", "请更正该设置；其余项目未检查。"))
            ]
        }
    }

    /// What an error says where no other words are needed.
    func failure(_ subject: String, _ error: any Error, advice: Message) -> Finding {
        .failed(subject, CommandError(describing: error).message, advice: advice)
    }
}
