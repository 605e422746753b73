import type { RawData, WebSocket } from 'ws'
import type { Transport } from '../../../shared/api/transport.ts'
import type { Json } from '../../../shared/domain/json.ts'

/** A bigger message closes the connection; the largest honest one is a page of posts, about a megabyte. */
export const MAX_MESSAGE_BYTES = 8 * 1024 * 1024

/** A client that does not read what it is sent is cut off before it fills our memory. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024

const CLOSE = { unsupported: 1003, malformed: 1007, tooSlow: 1013 } as const

/** Either end of a WebSocket as a transport: one JSON value a text message. */
export function webSocketTransport(socket: WebSocket): Transport {
  let onMessage: (message: Json) => void = () => undefined
  let onClose: () => void = () => undefined

  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (isBinary) {
      socket.close(CLOSE.unsupported, 'text only')
      return
    }
    const message = parse(data)
    if (message === undefined) socket.close(CLOSE.malformed, 'not JSON')
    else if (socket.readyState === socket.OPEN) onMessage(message)
  })
  // Protocol errors and lost connections; `close` follows and says all that anyone needs.
  socket.on('error', () => undefined)
  socket.on('close', () => onClose())

  return {
    send: (message) => {
      if (socket.readyState !== socket.OPEN) return
      socket.send(JSON.stringify(message))
      if (socket.bufferedAmount <= MAX_WAITING_BYTES) return
      socket.close(CLOSE.tooSlow, 'too slow')
      // The closing handshake would wait behind all that was not read.
      socket.terminate()
    },
    onMessage: (listener) => (onMessage = listener),
    onClose: (listener) => (onClose = listener),
    close: () => socket.close(1000),
  }
}

/** Undefined: not JSON. `ws` gives one Buffer unless told otherwise. */
function parse(data: RawData): Json | undefined {
  try {
    return JSON.parse((data as Buffer).toString('utf8')) as Json
  } catch {
    return undefined
  }
}
