// Part of soar-mcp. Licensed under the MIT License, see LICENSE.
// SPDX-License-Identifier: MIT

#include <stddef.h>
#include <stdint.h>

/// Runs the engine with a program's arguments on a function that takes one input and returns 0.
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*run)(const uint8_t *input, size_t size));
