import type { ListSource, Screener } from '../../connectors/screening/port.js';
import { type AnyJob, defineJob } from '../../runtime/jobs.js';
import { SCREENING_CATCH_UP, type ScreeningLists } from './screening.lists.js';
import type { ScreeningService } from './screening.service.js';

interface Parts {
  readonly service: ScreeningService;
  readonly screener: Screener;
  readonly lists: ScreeningLists;
  /** Null: lists are only brought by hand. */
  readonly source: ListSource | null;
}

/** Screens who is due within a minute, and everybody within a quarter of an hour after a list has changed, by whatever way it came. */
export const screeningJobs = ({ service, screener, lists, source }: Parts): AnyJob[] => [
  defineJob<object>({
    name: 'screening.due',
    maxAttempts: 1,
    every: '* * * * *',
    run: async (_, { request, signal }) => {
      while (!signal.aborted && (await service.screenDue(request)) > 0);
    },
  }),
  defineJob<object>({
    ...SCREENING_CATCH_UP,
    every: '*/15 * * * *',
    run: async (_, { request, log }) => {
      for (const { list } of await screener.lists()) {
        const hits = await service.catchUp(request, list);
        if (hits !== null) log.info({ subjectId: list, count: hits }, 'All clients were compared with what changed on a list');
      }
    },
  }),
  ...(source === null ? [] : [fetchLists(source, lists)]),
];

/** Fetches what is published; one list that cannot be had does not keep the others back. */
const fetchLists = (source: ListSource, lists: ScreeningLists): AnyJob =>
  defineJob<object>({
    name: 'screening.fetchLists',
    maxAttempts: 3,
    every: '40 3,15 * * *',
    run: async (_, { request, log }) => {
      const failures: unknown[] = [];
      for (const list of source.lists) {
        try {
          const { version, changed } = await lists.takeOver(request, list, await source.open(list));
          log.info({ subjectId: `${list} ${version}`, count: changed }, 'A list was fetched');
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, failures.map((error) => (error as Error).message).join(' '));
    },
  });
