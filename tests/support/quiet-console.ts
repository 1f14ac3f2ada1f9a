import { afterEach, beforeEach, expect, vi } from 'vitest';

/** Stray console output fails the test that made it; a test that expects some silences it itself. */
const written: string[] = [];

beforeEach(() => {
  written.length = 0;
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...words: unknown[]) => {
      written.push(`${method}: ${words.map(String).join(' ')}`);
    });
  }
});

afterEach(() => {
  const stray = [...written];
  vi.restoreAllMocks();
  expect(stray, 'stray console output').toEqual([]);
});
