//===----------------------------------------------------------------------===//
// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT
//===----------------------------------------------------------------------===//

extension SettingsLayer {
    /// What every place but the database says, the strongest first; which database that is, these name.
    ///
    /// - Parameters:
    ///   - commandLine: What was given as options.
    ///   - configurationFile: The path of `--config`.
    ///   - context: Whose environment and directory count.
    /// - Returns: One layer a place, also where it says nothing.
    /// - Throws: ``SettingsError`` for a file that can't be read.
    static func gather(
        commandLine: [Setting: String], configurationFile: String?, in context: CommandContext
    ) throws(SettingsError) -> [SettingsLayer] {
        var layers = [
            SettingsLayer(commandLine: commandLine),
            SettingsLayer(.environment, variables: context.environment),
            SettingsLayer(.environmentFile, variables: try EnvironmentFile.read(in: context.directory)),
        ]
        if let configurationFile {
            layers.append(try ConfigurationFile.read(context.absolutePath(configurationFile)))
        }
        return layers
    }
}
