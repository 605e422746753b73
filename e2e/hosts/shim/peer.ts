/** Either side of the pipe between a test and the program it started. */
export interface Peer {
  /** Calls a function of the other side and waits for what it returns. */
  ask(name: string, ...args: readonly unknown[]): Promise<unknown>
  tell(name: string, ...args: readonly unknown[]): void
}

export type PeerFunctions = Readonly<Record<string, (...args: never[]) => unknown>>

interface PeerMessage {
  readonly name: string
  readonly args: readonly unknown[]
  /** Set when an answer is expected; the answer carries it back. */
  readonly call: number | null
}

export function createPeer(
  send: (message: PeerMessage) => void,
  listen: (listener: (message: PeerMessage) => void) => void,
  functions: PeerFunctions,
): Peer {
  const waiting = new Map<number, (value: unknown) => void>()
  let nextCall = 1
  listen(({ name, args, call }) => {
    if (name === 'answer') {
      if (call !== null) waiting.get(call)?.(args[0])
      return
    }
    const work = Promise.resolve(
      (functions[name] as ((...given: unknown[]) => unknown) | undefined)?.(...args),
    )
    if (call !== null) void work.then((value) => send({ name: 'answer', args: [value], call }))
  })
  return {
    ask: (name, ...args) =>
      new Promise((resolve) => {
        const call = nextCall++
        waiting.set(call, resolve)
        send({ name, args, call })
      }),
    tell: (name, ...args) => send({ name, args, call: null }),
  }
}
