import { defineConfig } from 'vitest/config';

/** Kept apart from vite.config.ts: that file says how the app is built, this one how it is proven. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/unit/**/*.test.tsx'],
          environment: 'node',
          // Some try every value there is; a slow machine needs its time for that.
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          exclude: ['test/integration/**/*.alone.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: true,
          maxWorkers: 2,
        },
      },
      {
        test: {
          // What holds a figure of time: beside other tests that would be a figure of those.
          name: 'alone',
          include: ['test/integration/**/*.alone.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          maxWorkers: 1,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One app on the screen at a time: windows take the focus from each other.
          fileParallelism: false,
          maxWorkers: 1,
        },
      },
    ],
  },
});
