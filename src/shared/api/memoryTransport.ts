import type { Json } from '../domain/json.ts'
import type { Transport } from './transport.ts'

/**
 * Two joined ends in one process: the host of the command line and of tests. Every message goes through JSON text,
 * so that nothing works here that would not work over a socket.
 */
export function memoryTransport(): [Transport, Transport] {
  const left = createEnd()
  const right = createEnd()
  left.joinTo(right)
  right.joinTo(left)
  return [left.transport, right.transport]
}

interface End {
  readonly transport: Transport
  joinTo(other: End): void
  receive(text: string): void
  finish(): void
}

function createEnd(): End {
  let other: End | null = null
  let open = true
  let onMessage: (message: Json) => void = () => undefined
  let onClose: () => void = () => undefined
  let queue = Promise.resolve()
  const later = (act: () => void): void => {
    queue = queue.then(act)
  }

  const end: End = {
    transport: {
      send: (message) => {
        if (open) other?.receive(JSON.stringify(message))
      },
      onMessage: (listener) => (onMessage = listener),
      onClose: (listener) => (onClose = listener),
      close: () => {
        if (!open) return
        end.finish()
        other?.finish()
      },
    },
    joinTo: (joined) => (other = joined),
    receive: (text) => {
      later(() => {
        onMessage(JSON.parse(text) as Json)
      })
    },
    finish: () => {
      if (!open) return
      open = false
      later(() => {
        onClose()
      })
    },
  }
  return end
}
