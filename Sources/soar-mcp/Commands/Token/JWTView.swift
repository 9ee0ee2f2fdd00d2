//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

import SOARAuth
import SOARCore

import struct Foundation.Date

/// What a signed token has, and what is wanted, at each check; for the operator, who holds the token.
struct JWTView {
    /// Bytes of a value that are shown.
    private static let maximumBytes = 200
    /// The end of the year 9999, in seconds since 1970.
    private static let latestTime = 253_402_300_800.0

    private let token: UnverifiedJWT?
    private let verifier: JWTVerifier
    private let settings: JWTSettings
    private let now: Date

    init(_ token: BearerToken, _ verifier: JWTVerifier, _ settings: JWTSettings, now: Date) {
        self.token = UnverifiedJWT(token)
        self.verifier = verifier
        self.settings = settings
        self.now = now
    }

    /// The token's values for a check, and where it was refused what would be accepted.
    func detail(_ check: JWTCheck, isRefused: Bool = false) -> Message? {
        guard let token else { return nil }
        let policy = settings.policy
        switch check {
        case .form, .signature: return nil
        case .issuer: return header(token.claims.members, ["iss"], isRefused ? settings.issuer : nil)
        case .algorithm:
            let accepted = policy.algorithms.map(\.rawValue).sorted().joined(separator: ", ")
            return header(token.header, ["alg"], isRefused ? accepted : nil)
        case .header: return isRefused ? Message(same: token.header.map(\.name).joined(separator: ", ")) : nil
        case .type:
            let accepted = policy.type == .accessToken ? "at+jwt" : "at+jwt, JWT"
            return header(token.header, ["typ"], isRefused ? accepted : nil)
        case .key: return header(token.header, ["kid", "alg"], nil)
        case .claims:
            guard isRefused, let name = verifier.unusableClaim(token.claims) else { return nil }
            return header(token.claims.members, [name], nil)
        case .time:
            let limits = Message(
                "now \(Timestamp.text(now)), clock_skew \(policy.clockSkew), maximum_lifetime \(policy.maximumLifetime)",
                "当前 \(Timestamp.text(now))，clock_skew \(policy.clockSkew)，maximum_lifetime \(policy.maximumLifetime)")
            return times(token.claims.members) + (isRefused ? Message(same: "; ") + limits : Message(same: ""))
        case .audience:
            return header(token.claims.members, ["aud"], isRefused ? settings.audiences.joined(separator: ", ") : nil)
        }
    }

    private func header(_ members: JSONObject, _ names: [String], _ accepted: String?) -> Message {
        let found = names.map { name in "\(name) \(Self.shown(members[name]))" }.joined(separator: ", ")
        guard let accepted else { return Message(same: found) }
        return Message("\(found); accepted: \(accepted)", "\(found)；接受：\(accepted)")
    }

    private func times(_ members: JSONObject) -> Message {
        let shown = ["iat", "nbf", "exp"].compactMap { name in
            members[name]?.doubleValue.map { seconds in
                // What is no time of these millennia is shown as it stands there.
                let isTime = abs(seconds) < Self.latestTime
                return
                    "\(name) \(isTime ? Timestamp.text(Date(timeIntervalSince1970: seconds)) : Self.shown(members[name]))"
            }
        }
        return Message(same: shown.joined(separator: ", "))
    }

    private static func shown(_ value: JSONValue?) -> String {
        value.map { PlainText.bounded($0.text(), maximumBytes: maximumBytes) } ?? "–"
    }
}
