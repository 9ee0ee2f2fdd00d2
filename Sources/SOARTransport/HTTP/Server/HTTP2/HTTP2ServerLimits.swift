//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

/// What one peer that speaks HTTP/2 may cost beyond ``HTTPServerLimits``, which hold for each of its requests.
public struct HTTP2ServerLimits: Sendable {
    /// Requests at a time on one connection.
    ///
    /// One that the peer gives up counts until its handler has come to its end, so that giving up and asking again
    /// gains nothing (CVE-2023-44487). Beyond it: `REFUSED_STREAM`, which a client may repeat.
    public var maximumStreams = 100
    /// Requests at a time on all HTTP/2 connections of one listener.
    ///
    /// Beyond it: `REFUSED_STREAM`.
    public var maximumStreamsInAll = 16_384
    /// Bytes of a request's body that a peer may send before the application has asked for them.
    public var windowBytes = 65_535

    /// The time in which the numbers of frames below are counted.
    public var rateWindow: Duration = .seconds(30)
    /// `RST_STREAM` frames within ``rateWindow``.
    ///
    /// Beyond it: the connection ends with `ENHANCE_YOUR_CALM`.
    public var maximumResets = 200
    /// `PING`, `SETTINGS` and `PRIORITY` frames within ``rateWindow``.
    ///
    /// Beyond it: the connection ends with `ENHANCE_YOUR_CALM`.
    public var maximumControlFrames = 200
    /// Streams that break the protocol within ``rateWindow``.
    ///
    /// Each ends for itself; beyond this number the connection ends with `ENHANCE_YOUR_CALM`.
    public var maximumStreamErrors = 100

    /// `CONTINUATION` frames of one header block (CVE-2024-27316).
    ///
    /// Beyond it: the connection ends with `ENHANCE_YOUR_CALM`.
    public var maximumContinuationFrames = 5
    /// Empty `DATA` frames one after the other.
    ///
    /// Beyond it: the connection ends with `ENHANCE_YOUR_CALM`.
    public var maximumEmptyDataFrames = 1
    /// Frames that neither ask for anything nor bring anything: `WINDOW_UPDATE`, and those of unknown kinds.
    ///
    /// Every request, and every frame of an answer, makes up for four of them. Beyond it: the connection ends with
    /// `ENHANCE_YOUR_CALM`.
    public var maximumSpareFrames = 1000
    /// Frames of the protocol's own that wait for a peer which doesn't read.
    ///
    /// Beyond it: the connection ends.
    public var maximumBufferedControlFrames = 1000

    public init() {}
}
