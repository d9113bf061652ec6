import { Client as Connection, type ClientBase, type ClientConfig } from 'pg';

/** Connections that work side by side: PostgreSQL gives each a process of its own, and so a core. */
export class Crew {
  readonly #all: readonly Connection[];
  readonly #free: Connection[];
  readonly #waiting: ((connection: Connection) => void)[] = [];

  private constructor(all: readonly Connection[]) {
    this.#all = all;
    this.#free = [...all];
  }

  /** So many connections, each with these settings for as long as it lives. */
  static async open(config: ClientConfig, size: number, settings: Readonly<Record<string, string>>): Promise<Crew> {
    const crew = new Crew(Array.from({ length: size }, () => new Connection(config)));
    try {
      for (const connection of crew.#all) {
        // the statement that is under way fails, and tells
        connection.on('error', () => {});
        await connection.connect();
        for (const [name, setting] of Object.entries(settings)) await connection.query('select set_config($1, $2, false)', [name, setting]);
      }
    } catch (error) {
      await crew.end();
      throw error;
    }
    return crew;
  }

  /** Waits for a connection, lets the work have it, and answers what it answers. Who waits longest is next. */
  async run<T>(work: (connection: ClientBase) => Promise<T>): Promise<T> {
    const connection = this.#free.pop() ?? (await new Promise<Connection>((resolve) => this.#waiting.push(resolve)));
    try {
      return await work(connection);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(connection);
      else this.#free.push(connection);
    }
  }

  /** All at once, for work that shares itself out among them; nobody else may be at work. */
  together<T>(work: (connections: readonly ClientBase[]) => Promise<T>): Promise<T> {
    return work(this.#all);
  }

  /** What is still under way is cut off. */
  async end(): Promise<void> {
    await Promise.all(this.#all.map((connection) => connection.end()));
  }
}

/** Several statements as one transaction. */
export async function inOneGo<T>(connection: ClientBase, work: () => Promise<T>): Promise<T> {
  await connection.query('begin');
  // after a failure the whole load is over, and the end of the connection undoes this
  const answer = await work();
  await connection.query('commit');
  return answer;
}
