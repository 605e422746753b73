import type { Json } from '../../shared/domain/json.ts'
import type { Transport } from '../../shared/api/transport.ts'

/** What the desktop host's preload script puts on the page, and nothing else. */
export interface HostBridge {
  send(message: Json): void
  onMessage(listener: (message: Json) => void): void
}

declare global {
  interface Window {
    readonly vsgn?: HostBridge
  }
}

/** The desktop window when its bridge is there, else the loopback server this page came from. */
export function openTransport(signal: AbortSignal): Promise<Transport> {
  return window.vsgn === undefined
    ? openSocket(socketUrl(window.location), signal)
    : Promise.resolve(bridge(window.vsgn))
}

function socketUrl(location: Location): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`
}

/** The window and its host live and die together, so this end never closes by itself. */
function bridge(host: HostBridge): Transport {
  return {
    send: (message) => host.send(message),
    onMessage: (listener) => host.onMessage(listener),
    onClose: () => undefined,
    close: () => undefined,
  }
}

function openSocket(url: string, signal: AbortSignal): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url)
    signal.addEventListener('abort', () => socket.close())
    socket.addEventListener('error', () => reject(new Error('The connection was refused.')))
    socket.addEventListener('open', () => {
      resolve({
        send: (message) => {
          if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
        },
        onMessage: (listener) =>
          socket.addEventListener('message', (event: MessageEvent<string>) =>
            listener(JSON.parse(event.data) as Json),
          ),
        onClose: (listener) => socket.addEventListener('close', () => listener(), { once: true }),
        close: () => socket.close(),
      })
    })
  })
}
