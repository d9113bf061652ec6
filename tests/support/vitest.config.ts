import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.sequencer.js';

const root = resolve(import.meta.dirname, '../..');

export default defineConfig({
  root,
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  resolve: {
    // Packages in node_modules load graphql by its CommonJS entry; the bundler would take the other one, and graphql refuses two of itself.
    alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
  },
  test: {
    setupFiles: ['reflect-metadata'],
    globalSetup: 'tests/support/global-setup.ts',
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    // some wait for clocks and processes while others work; what they import is the largest part of most, so workers keep it
    maxWorkers: 4,
    isolate: false,
    sequence: { sequencer: LongestFirst },
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
