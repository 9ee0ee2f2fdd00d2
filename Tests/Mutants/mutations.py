"""What `make mutants` takes out, one at a time: (file below Sources/SOARAuth, what stands there, what takes its place)."""

COMPACT = "JWT/CompactJWS.swift"
HEADER = "JWT/JWSHeader.swift"
SIGNATURE = "JWT/JWSVerifier.swift"
VERIFIER = "JWT/JWTVerifier.swift"
CLAIMS = "JWT/JWTClaims.swift"
CALLER = "JWT/JWTIssuer+Caller.swift"
ISSUER = "JWT/JWTIssuer.swift"
AUDIENCE = "JWT/AudienceName.swift"
EXACT = "../SOARCore/Encoding/ExactText.swift"
KEY = "Keys/VerificationKey.swift"
JWK = "Keys/VerificationKey+JWK.swift"
PEM = "Keys/VerificationKey+PEM.swift"
CHECK = "Keys/VerificationKey+Signatures.swift"
CODE = "Keys/MessageCode.swift"
KNOWN = "JWT/KnownHeaders.swift"
SET = "Keys/JSONWebKeySet.swift"
REMOTE = "Keys/Remote/RemoteKeyState.swift"
LOADER = "Keys/Remote/KeySetLoader.swift"
METADATA = "Keys/Remote/IssuerMetadata.swift"
FETCHER = "Fetching/DocumentFetcher.swift"
ANY = "Verifiers/Composition/AnyOfTokenVerifier.swift"
CACHING = "Verifiers/Composition/CachingTokenVerifier.swift"
CACHE = "Verifiers/Composition/VerificationCache.swift"
SCOPES = "Verifiers/Composition/RequiredScopesTokenVerifier.swift"
TENANTS = "Verifiers/Composition/KnownTenantsTokenVerifier.swift"
ASKED = "Verifiers/Introspection/IntrospectionAnswer.swift"
EXCHANGE = "Verifiers/Introspection/IntrospectionExchange.swift"
BREAKER = "Verifiers/Introspection/CircuitBreaker.swift"

# Without it texts are compared as Swift does.
EXACT_COMPARISON = """    package static func == (lhs: Self, rhs: Self) -> Bool {
        // Most are told apart by their lengths, and the rest by what Swift takes for different: both are quick.
        guard lhs.text.utf8.count == rhs.text.utf8.count, lhs.text == rhs.text else { return false }
        var (left, right) = (lhs.text, rhs.text)
        return left.withUTF8 { left in right.withUTF8 { right in unsafe left.elementsEqual(right) } }
    }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
"""

MUTATIONS = [
    (COMPACT, "guard bytes.count <= BearerToken.maximumLength else { throw .malformedToken }", ""),
    (COMPACT, "maximumBytes: 4096", "maximumBytes: 65536"),
    (COMPACT, "maximumDepth: 3", "maximumDepth: 64"),
    (COMPACT, "maximumValues: 64", "maximumValues: 6400"),
    (COMPACT, "!signature.isEmpty", "true"),
    (HEADER, "            algorithms.contains(algorithm)\n", "            !algorithms.isEmpty\n"),
    (HEADER, '"crit", ', ""),
    (HEADER, '"b64", ', ""),
    (HEADER, '"jku", ', ""),
    (HEADER, '"jwk", ', ""),
    (HEADER, '"x5u", ', ""),
    (HEADER, '"x5c", ', ""),
    (HEADER, '"enc", ', ""),
    (HEADER, '"enc", "zip"', '"enc"'),
    (HEADER, "(1...Self.maximumKeyIDBytes).contains($0.utf8.count)", "$0.utf8.count < 1_000"),
    (HEADER, 'Self.mediaType($0) != "jwt"', "!$0.isEmpty"),
    (HEADER, "guard let text = value.stringValue else { throw .unacceptableHeader }",
     "guard let text = value.stringValue else { return nil }"),
    (SIGNATURE, "guard !named.isEmpty else { throw .unknownKey }",
     "guard !named.isEmpty else { return keys.keys[0] }"),
    (SIGNATURE, "filter { $0.algorithm == header.algorithm }", "filter { _ in true }"),
    (SIGNATURE, "guard !fitting.isEmpty else { throw .wrongKeyAlgorithm }", ""),
    (SIGNATURE, "fitting.first(where: { $0.isValid(signature, over: input) })", "fitting.first"),
    (SIGNATURE, "fitting.first(where: { $0.isValid(signature, over: input) })",
     "fitting.prefix(1).first(where: { $0.isValid(signature, over: input) })"),
    (KNOWN, "$0.encoded.elementsEqual(encoded)", "!$0.encoded.isEmpty"),
    (KNOWN, "$0.prefix(Self.limit - 1)", "$0"),
    (VERIFIER, "guard token.shape == .structured else { return nil }", ""),
    (VERIFIER, "let issuer = issuers[ExactText(name)] else {", "let issuer = issuers[ExactText(name)] ?? issuers.values.first else {"),
    (VERIFIER, "algorithms: issuer.policy.algorithms)", "algorithms: Set(JWSAlgorithm.allCases))"),
    (VERIFIER, "guard issuer.policy.type.allows(header.type, claims) else { throw .wrongType }", ""),
    (VERIFIER, "try JWSVerifier.check(jws, header, keys: set)",
     "_ = try set.keys.isEmpty ? JWSVerifier.check(jws, header, keys: set) : nil"),
    (VERIFIER, "            try JWSVerifier.check(jws, header, keys: newer)\n", "            _ = newer\n"),
    (VERIFIER, "guard set.standsIn(for: header.keyID), let newer", "guard let newer"),
    (VERIFIER, "guard set.standsIn(for: header.keyID), let newer = try await newerKeys() else { throw error }",
     "guard set.keys.isEmpty, let newer = try await newerKeys() else { throw error }"),
    (VERIFIER, ".undecided(text, retryAfter: $0) } ?? .unavailable(text)", ".undecided(text, retryAfter: $0) } ?? .unknownKey"),
    (VERIFIER, "error.retryAfter.map { .undecided(text, retryAfter: $0) } ??", "error.retryAfter.map { _ in .unknownKey } ??"),
    (VERIFIER, 'case .accessToken: type == "at+jwt"', 'case .accessToken: type == nil || type == "at+jwt"'),
    (VERIFIER, 'case .any: (type == nil || type == "jwt" || type == "at+jwt")', "case .any: true"),
    (VERIFIER, " && !claims.isOfAnotherKind", ""),
    (CLAIMS, '"at_hash", ', ""),
    (CLAIMS, '"c_hash", ', ""),
    (CLAIMS, '"s_hash", ', ""),
    (CLAIMS, '"s_hash", "events"', '"s_hash"'),
    (VERIFIER, "guard named.count == issuers.count", "guard named.count <= issuers.count"),
    (CLAIMS, "maximumDepth: 16", "maximumDepth: 64"),
    (CLAIMS, "maximumValues: 2000", "maximumValues: 200_000"),
    (CLAIMS, "(1...Self.maximumNameBytes).contains(text.utf8.count)", "text.utf8.count <= Self.maximumNameBytes"),
    (CLAIMS, "(1...Self.maximumNameBytes).contains(text.utf8.count)", "!text.isEmpty"),
    (CLAIMS, "Self.isPrintable(text)", "true"),
    (CLAIMS, "seconds >= 0, ", ""),
    (CLAIMS, "seconds <= Self.latestTime", "seconds.isFinite"),
    (CLAIMS, "guard texts.count == elements.count else { throw UnusableClaim(name) }", ""),
    (CLAIMS, "names.count <= Self.maximumNames, ", ""),
    (CLAIMS, "elements.count <= maximumNames else", "elements.count >= 0 else"),
    (CLAIMS, "scopes.allSatisfy(\\.isToken)", "!names.contains(\"\")"),
    (CLAIMS, "guard let text = scope.stringValue else { throw UnusableClaim(name) }",
     "guard let text = scope.stringValue else { return [] }"),
    (CALLER, 'let subject = try claims.required("sub")', 'let subject = try claims.text("sub") ?? "nobody"'),
    (CALLER, 'guard !audience.isEmpty else { throw UnusableClaim("aud") }', ""),
    (CALLER, "guard accepts(audience: caller.audience) else { throw .wrongAudience }", ""),
    (CALLER, "if policy.requiresProfileClaims { try checkProfile(claims) }", ""),
    (CALLER, 'guard let expiry = try claims.time("exp") else { throw UnusableClaim("exp") }',
     'let expiry = try claims.time("exp") ?? Date(timeIntervalSinceNow: 60)'),
    (CALLER, "        try check(times, at: now)\n", "        _ = times\n"),
    (CALLER, "expiry.addingTimeInterval(clockSkew), audience", "nil, audience"),
    (CALLER, "guard now < times.expiry.addingTimeInterval(clockSkew) else { throw .expired }", ""),
    (CALLER, "guard now < times.expiry.addingTimeInterval(clockSkew)", "guard now <= times.expiry.addingTimeInterval(clockSkew)"),
    (CALLER, "time > now.addingTimeInterval(clockSkew) { throw .notYetValid }", "time > .distantFuture { throw .notYetValid }"),
    (CALLER, "for time in [times.issued, times.start] {", "for time in [times.issued] {"),
    (CALLER, "for time in [times.issued, times.start]", "for time in [times.start]"),
    (CALLER, "+ (times.issued == nil ? clockSkew : 0)", "+ (times.issued == nil ? 1e12 : 0)"),
    (CALLER, "let life = times.expiry.timeIntervalSince(times.issued ?? now)", "let life = times.expiry.timeIntervalSince(now)"),
    (CALLER, "return TenantID(rawValue: try claims.required(name))",
     "return try claims.text(name).map(TenantID.init(rawValue:)) ?? .default"),
    (CALLER, 'for name in ["client_id", "jti"]', 'for name in ["client_id"]'),
    (ISSUER, 'guard !audiences.isEmpty, !audiences.contains("") else', "guard !audiences.contains(\"\") else"),
    (AUDIENCE, '!authority.contains("@")', "true"),
    (AUDIENCE, "return \"\\(scheme)://\\(authority)\\(path.hasPrefix(\"/\") ? \"\" : \"/\")\\(path)\"",
     "return \"\\(scheme)://\\(authority)\\(path)\""),
    (AUDIENCE, "let path = afterSlashes[end...]", "let path = afterSlashes[end...].lowercased()[...]"),
    (KEY, "guard material.suits(algorithm) else", "guard material.suits(algorithm) || true else"),
    (KEY, "guard key.bitCount / 8 >= needed else", "guard key.bitCount >= needed else"),
    (KEY, "guard different >= Self.minimumDifferentBytes else", "guard different > 0 else"),
    (EXACT, EXACT_COMPARISON, ""),
    (AUDIENCE, "let value: ExactText\n\n    package init(_ name: String) { value = ExactText(Self.normalized(name) ?? name) }",
     "let value: String\n\n    package init(_ name: String) { value = Self.normalized(name) ?? name }"),
    (JWK, "if let fallback, algorithm == nil, material.suits(fallback)", "if let fallback, material.suits(fallback)"),
    (JWK, '?? "sig" == "sig"', '!= "signature"'),
    (JWK, 'names.contains(.string("verify"))', "!names.isEmpty"),
    (JWK, "guard !Self.privateMembers.contains(where: { key[$0] != nil }) else", "guard !key.isEmpty else"),
    (JWK, "if case .secret = material, !acceptsSecrets { throw", "if case .secret = material, false { throw"),
    (JWK, "guard x.count == length, y.count == length else", "guard x.count == y.count else"),
    (PEM, 'guard !pem.contains("PRIVATE KEY") else', 'guard !pem.contains("PRIVATE-KEY") else'),
    (CODE, "return own.finalize() == code", "return true"),
    (CODE, "own.update(data: bytes)", "own.update(data: bytes.dropLast())"),
    (CHECK, "SHA256.hash(data: bytes), padding: .PSS", "SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5"),
    (SET, "if let keyID, !named.isEmpty {", "if let keyID, keys.count > 1, !named.isEmpty {"),
    (SET, "named[ExactText(keyID)] ?? [] }", "named[ExactText(keyID)] ?? nameless }"),
    (SET, "return keys.count == 1 ? keys : nameless", "return keys"),
    (SET, "return keys.count == 1 ? keys : nameless", "return keys.count == 1 ? keys : []"),
    (SET, "keys.count(where: { $0.key.id == nil }) == Self.maximumNamelessKeys", "false"),
    (SET, "guard elements.count <= maximumKeys else", "guard elements.count <= 100 * maximumKeys else"),
    (SET, "filter { counts[Name($0), default: 1] == 1 }", "filter { counts[Name($0), default: 1] >= 1 }"),
    (SET, "guard Set(keys.map(Name.init)).count == keys.count else", "guard Set(keys.map(Name.init)).count >= 0 else"),
    (REMOTE, "guard case .named(let keyID) = want, keyID == nil || !set.keys(named: keyID).isEmpty else {",
     "guard case .named(let keyID) = want, keyID.map(set.contains(keyID:)) ?? true else {"),
    (REMOTE, "if let rest, failures == 0 {", "if let rest, failures == 0, rest > 1_000 {"),
    (REMOTE, "(rest == nil && mayRetry(at: now))", "mayRetry(at: now)"),
    (REMOTE, "guard failures == 0 else { return .refuse(", "guard failures >= 0 else { return .refuse("),
    (REMOTE, "now < succeededAt + configuration.maximumOutage / .seconds(1) ? lastGood : nil", "lastGood"),
    (REMOTE, "mayAsk && !isFresh(at: now) && mayRetry(at: now)", "mayAsk && mayRetry(at: now)"),
    (REMOTE, "now >= retryAt || now <", "now <"),
    (LOADER, "guard error.isNoDocument else { throw fault }", "guard !error.isNoDocument else { throw fault }"),
    (LOADER, "guard error.isNoDocument else { throw fault }", ""),
    (LOADER, "fetcher.fetch(url, by: end).bytes", "fetcher.fetch(url).bytes"),
    (METADATA, "named.utf8.elementsEqual(issuer.utf8)", "named.hasPrefix(issuer)"),
    (METADATA, "guard !keys.isLoopback || isLoopback else", "guard !keys.isLoopback || !isLoopback || isLoopback else"),
    (FETCHER, "guard response.head.isUnencoded else", "guard response.head.isUnencoded || status == 200 else"),
    (FETCHER, "if let forbidden {", "if let forbidden, forbidden.bytes.isEmpty {"),
    (ANY, "guard Self.leavesOpen(error) else { throw error }", "guard Self.leavesOpen(error) || error.status == 503 else { throw error }"),
    (ANY, "if let leftOpen { throw leftOpen }", "_ = leftOpen"),
    (CACHING, "guard Self.isLasting(failure) else { return }", "guard failure.status > 0 else { return }"),
    (CACHING, "if let caller, caller.isExpired(at: now()) { throw .expired }", ""),
    (CACHE, "return entry.from <= now && now < entry.until ? entry.outcome : nil", "return entry.from <= now ? entry.outcome : nil"),
    (CACHE, "guard state.epoch == epoch, from < until else", "guard from < until else"),
    (SCOPES, "        try requirement.check(caller)\n", ""),
    (TENANTS, "case .disabled: throw .tenantDisabled", "case .disabled: return caller"),
    (TENANTS, "case nil: throw .unknownTenant", "case nil: return caller"),
    (ASKED, "guard isActive else { return .refused(.unknown) }", "guard isActive || !isActive else { return .refused(.unknown) }"),
    (ASKED, "expiry <= now { return .expired }", "expiry <= .distantPast { return .expired }"),
    (ASKED, "Self.otherKinds.contains(kind.lowercased())", "Self.otherKinds.contains(kind + kind)"),
    (ASKED, "named.utf8.elementsEqual(issuer.utf8)", "named.hasPrefix(issuer)"),
    (ASKED, "guard !names.isDisjoint(with: try claims.audience().map(AudienceName.init)) else {",
     "guard try claims.audience().count >= 0, !names.isEmpty else {"),
    (EXCHANGE, "case .undecided: breaker.calledOff()", "case .undecided: breaker.failed(at: end)"),
    (EXCHANGE, "case .undecided: breaker.calledOff()", "case .undecided: breaker.succeeded()"),
    (EXCHANGE, "case .failed: breaker.failed(at: end)",
     "case .failed where end < start: breaker.failed(at: end)\n            case .failed: breaker.calledOff()"),
    (EXCHANGE, "guard !Self.aboutTheToken.contains(status) else {", "guard status > 0 else {"),
    (BREAKER, "guard !isProbing, now >= openUntil", "guard now >= openUntil"),
]
