//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// Which definitions of the official schemas a message is held to, by its method.
///
/// A revision has a method where its schema has the definition of the request.
enum MessageTypes {
    /// What a client may ask, and what the answer to that is.
    static let requests: [String: (request: String, result: String)] = [
        "initialize": ("InitializeRequest", "InitializeResult"),
        "server/discover": ("DiscoverRequest", "DiscoverResult"),
        "ping": ("PingRequest", "EmptyResult"),
        "tools/list": ("ListToolsRequest", "ListToolsResult"),
        "tools/call": ("CallToolRequest", "CallToolResult"),
        "resources/list": ("ListResourcesRequest", "ListResourcesResult"),
        "resources/read": ("ReadResourceRequest", "ReadResourceResult"),
        "resources/templates/list": ("ListResourceTemplatesRequest", "ListResourceTemplatesResult"),
        "resources/subscribe": ("SubscribeRequest", "EmptyResult"),
        "resources/unsubscribe": ("UnsubscribeRequest", "EmptyResult"),
        "prompts/list": ("ListPromptsRequest", "ListPromptsResult"),
        "prompts/get": ("GetPromptRequest", "GetPromptResult"),
        "completion/complete": ("CompleteRequest", "CompleteResult"),
        "logging/setLevel": ("SetLevelRequest", "EmptyResult"),
        "subscriptions/listen": ("SubscriptionsListenRequest", "SubscriptionsListenResult"),
    ]

    /// What a server may tell.
    static let notifications = [
        "notifications/cancelled": "CancelledNotification",
        "notifications/progress": "ProgressNotification",
        "notifications/message": "LoggingMessageNotification",
        "notifications/tools/list_changed": "ToolListChangedNotification",
        "notifications/resources/list_changed": "ResourceListChangedNotification",
        "notifications/resources/updated": "ResourceUpdatedNotification",
        "notifications/prompts/list_changed": "PromptListChangedNotification",
        "notifications/elicitation/complete": "ElicitationCompleteNotification",
        "notifications/subscriptions/acknowledged": "SubscriptionsAcknowledgedNotification",
    ]

    /// What a server may ask, in the revisions in which it sends requests.
    static let serverRequests = [
        "ping": "PingRequest",
        "sampling/createMessage": "CreateMessageRequest",
        "elicitation/create": "ElicitRequest",
        "roots/list": "ListRootsRequest",
    ]

    /// What may be answered with a question, in the stateless revision (schema, `InputRequiredResult`).
    static let askable: Set = ["tools/call", "prompts/get", "resources/read"]

    /// Definitions of whole answers, by the code of the error.
    static let errorResponses: [Int64: String] = [
        -32_020: "HeaderMismatchError",
        -32_021: "MissingRequiredClientCapabilityError",
        -32_022: "UnsupportedProtocolVersionError",
        -32_042: "URLElicitationRequiredError",
    ]

    /// Definitions of the member `error`, by its code.
    static let errors: [Int64: String] = [
        -32_700: "ParseError",
        -32_600: "InvalidRequestError",
        -32_601: "MethodNotFoundError",
        -32_602: "InvalidParamsError",
        -32_603: "InternalError",
    ]

    /// Codes that the stateless revision does not use any more.
    static let retiredErrors: Set<Int64> = [-32_002, -32_042]

    /// Codes of answers to what could not be read, and so may have no id.
    static let unreadable: Set<Int64> = [-32_700, -32_600]
}
