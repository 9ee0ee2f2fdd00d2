//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension SimulatorFault {
    /// The token's role may not do this.
    public static let notPermitted = SimulatorFault.businessCode(500_006, message: "NOT_PERMIT: 无权限执行该操作")
    /// The strict mode has nobody who could approve.
    public static let noApprover = SimulatorFault.businessCode(503_518, message: "STRICT_MODEL_NO_APPROVER: 严格模式下没有审批人")
    /// The licence is used up.
    public static let licenceUsedUp = SimulatorFault.businessCode(510_025, message: "LISENCE_LIMITED: 授权数量已达上限")
    /// An inner error whose outcome nobody knows.
    public static let innerError = SimulatorFault.businessCode(500, message: "服务器内部错误")
}
