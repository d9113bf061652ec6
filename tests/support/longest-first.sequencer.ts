import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes a quarter of a minute and more, the longest first: begun late, each would keep one worker busy while the others have nothing left to do. */
const LONG = [
  'tests/e2e/explorer.test.ts',
  'tests/e2e/payouts-crash.test.ts',
  'tests/e2e/start.test.ts',
  'tests/e2e/demo.test.ts',
  'tests/e2e/plan-properties.test.ts',
  'tests/e2e/isolation.test.ts',
  'tests/e2e/chaos.test.ts',
  'tests/e2e/jobs-crash.test.ts',
  'tests/e2e/operations.test.ts',
  'src/database/embedded.test.ts',
  'tests/e2e/jobs.test.ts',
  'src/connectors/payments/contract.test.ts',
  'tests/e2e/demo-commissions.test.ts',
];

/** Vitest knows how long files took from the last run; where there was none it goes by their size, and a short file may take long. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((file) => moduleId.endsWith(`/${file}`));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other));
  }
}
