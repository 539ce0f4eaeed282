import { defineConfig } from "vitest/config";

const everywhere = "**/*.test.{ts,tsx}";
/** One PostgreSQL with a migrated template, for all files of a project. */
const globalSetup = ["tests/kit/global-setup.ts"];
/** What a test waits for comes when a busy machine gets to it; vitest's own patience is one second. */
const patient = { poll: { timeout: 20_000 } };
const outside = ["**/node_modules/**", "tests/journeys/**", "tests/browser/**", "tests/simulation/**"];

/** The name of a test says what it needs: nothing, PostgreSQL, the whole server, or a browser too. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [everywhere],
          exclude: [...outside, "**/*.pg.test.ts"],
          // Wall time: a property that takes half a second alone waits for its turn on a busy machine.
          testTimeout: 30_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "pg",
          globalSetup,
          include: ["**/*.pg.test.ts"],
          exclude: outside,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: patient,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "journeys",
          globalSetup,
          include: ["tests/journeys/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: patient,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "simulation",
          globalSetup,
          include: ["tests/simulation/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 1,
        },
      },
      {
        test: {
          name: "browser",
          globalSetup,
          include: ["tests/browser/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          expect: patient,
          maxWorkers: 1,
        },
      },
    ],
  },
});
