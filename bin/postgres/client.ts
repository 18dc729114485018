import { Client, type ClientConfig } from 'pg';

/**
 * Runs `work` on a connection of its own to the database at `url`, beside our pool, and closes the connection whatever
 * happens. Rejects when the database cannot be reached, and with what `work` throws.
 */
export async function withClient<T>(
  url: string,
  work: (client: Client) => Promise<T>,
  more: Omit<ClientConfig, 'connectionString'> = {},
): Promise<T> {
  const client = new Client({ connectionString: url, ...more });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
