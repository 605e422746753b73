import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** A wire that can be cut: passes bytes to a port of this machine until told otherwise. */
export interface CuttingProxy {
  readonly port: number
  /** Where the bytes go from now on. */
  leadTo(port: number): void
  /** Ends every connection without a word, in both directions. */
  cut(): void
  close(): void
}

export async function startCuttingProxy(): Promise<CuttingProxy> {
  let target = 0
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = (): void => {
    for (const socket of open) socket.resetAndDestroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    leadTo: (port) => (target = port),
    cut,
    close: () => {
      cut()
      server.close()
    },
  }
}
