import { connect, createServer, type Server, type Socket } from 'node:net';

/** A port of this machine that passes connections on to others, in turn. */
export type Relay = {
  port: number;
  /** Where connections go; who is not there is passed over. */
  targets: { port: number }[];
  /** Ends every connection and refuses new ones, as a broken network does, until `mend`. */
  cut: () => void;
  mend: () => void;
  /** Connections that were asked for so far, also those that were refused. */
  asked: () => number;
  stop: () => Promise<void>;
};

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the relay has no port');
  return address.port;
}

/** Connects to the first target from `turn` on that accepts. */
function reach(targets: readonly { port: number }[], turn: number, tried = 0): Promise<Socket | undefined> {
  const target = targets[(turn + tried) % targets.length];
  if (target === undefined || tried >= targets.length) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const socket = connect(target.port, '127.0.0.1');
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(reach(targets, turn, tried + 1)));
  });
}

/** Starts a relay to `targets`, round-robin. */
export async function startRelay(targets: { port: number }[]): Promise<Relay> {
  const open = new Set<Socket>();
  let asked = 0;
  let isCut = false;
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
  };
  const server = createServer(async (client) => {
    const turn = asked++;
    keep(client);
    if (isCut) return client.destroy();
    const upstream = await reach(relay.targets, turn);
    if (upstream === undefined || client.destroyed || isCut) {
      upstream?.destroy();
      return client.destroy();
    }
    keep(upstream);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    client.pipe(upstream).pipe(client);
  });
  const relay: Relay = {
    port: await listen(server),
    targets,
    cut: () => {
      isCut = true;
      for (const socket of open) socket.destroy();
    },
    mend: () => {
      isCut = false;
    },
    asked: () => asked,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
  return relay;
}
