import type { Json } from '../domain/json.ts'

/**
 * One end of a connection between a client and the core: memory, WebSocket or Electron IPC.
 * Messages are JSON values, arrive once and in the order they were sent, and never in the turn of `send`.
 * Set both listeners in the turn the transport is made; each is set once.
 */
export interface Transport {
  /** Does nothing once the transport is closed. */
  send(message: Json): void
  onMessage(listener: (message: Json) => void): void
  /** Called once, whichever side closes, after the last message. */
  onClose(listener: () => void): void
  close(): void
}
