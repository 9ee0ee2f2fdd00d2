//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import Foundation
import SOARAuth
import SOARCore

extension SOARFeatures {
    /// Entries of one resource at most; the tools give more.
    private static var maximumEntries: Int { 100 }

    /// `soar://applications`: what is installed on the platform.
    var applicationsResource: Resource {
        Resource(
            "soar://applications", name: "get_applications_resource",
            title: "Applications · 应用",
            description: "The applications that are installed on the platform, with their actions. 平台已安装的应用及其动作。",
            requirement: Requirement(.applicationsRead)
        ) { context in
            do throws(PlatformError) {
                let applications = try await platforms.platform(for: context.caller.tenant).applications()
                return .text(JSONValue.array(applications.map(Self.described)).text(pretty: true))
            } catch {
                throw failure(error, "The applications can't be listed · 应用资源暂不可用", [:])
            }
        }
    }

    /// `soar://playbooks`: what can be run.
    var playbooksResource: Resource {
        Resource(
            Self.playbooksURI, name: "get_playbooks_resource",
            title: "Playbooks · 剧本",
            description: "The playbooks that can be run, the first \(Self.maximumEntries). 可运行的剧本。",
            requirement: Requirement(.playbooksRead)
        ) { context in
            var filter = PlaybookFilter(tenant: context.caller.tenant)
            filter.limit = Self.maximumEntries
            let playbooks = try await visiblePlaybooks(filter, context.caller).map { entry -> JSONValue in
                [
                    "id": .integer(entry.playbook.id.rawValue), "name": .string(entry.playbook.name),
                    "displayName": .string(entry.playbook.displayName), "category": .string(entry.playbook.category),
                ]
            }
            return .text(JSONValue.array(playbooks).text(pretty: true))
        }
    }

    /// `soar://executions`: what was started here.
    var executionsResource: Resource {
        Resource(
            Self.executionsURI, name: "get_executions_resource",
            title: "Executions · 执行活动",
            description:
                "The last \(Self.maximumEntries) executions that were started here, the newest first. 最近启动的执行活动。",
            requirement: Requirement(.executionsRead)
        ) { context in
            let executions = try await visibleExecutions(limit: Self.maximumEntries, context.caller)
            let listed = executions.map { execution -> JSONValue in
                [
                    "success": true,
                    "activity_id": .string(execution.activityID.description),
                    "playbookId": .integer(execution.playbookID.rawValue),
                    "eventId": .integer(execution.eventID),
                    "startedBy": .string(execution.startedBy),
                    "startedAt": .string(execution.startedAt.formatted(.iso8601)),
                ]
            }
            return .text(JSONValue.array(listed).text(pretty: true))
        }
    }

    private static func described(_ application: Application) -> JSONValue {
        [
            "id": .string(application.id), "name": .string(application.name),
            "displayName": .string(application.displayName), "description": .string(application.summary),
            "version": .string(application.version), "category": .string(application.category),
            "actions": .array(
                application.actions.map { action in
                    [
                        "id": .string(action.id), "name": .string(action.name),
                        "displayName": .string(action.displayName), "description": .string(action.summary),
                        "readonly": .bool(action.isReadOnly),
                    ]
                }
            ),
        ]
    }
}
