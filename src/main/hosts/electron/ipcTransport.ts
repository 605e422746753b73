import { ipcMain } from 'electron'
import type { IpcMainEvent, WebContents } from 'electron'
import type { Dispatcher } from '../../../shared/api/dispatcher.ts'
import type { Transport } from '../../../shared/api/transport.ts'
import type { Json } from '../../../shared/domain/json.ts'
import type { Logger } from '../../system/logger.ts'
import { isAppAddress } from './appProtocol.ts'

/** What the preload script says when a page begins, and the channel both sides speak on; the same two in preload.ts. */
const OPEN = 'vsgn:open'
const MESSAGE = 'vsgn:message'

/** The only user of `ipcMain`. Every page that begins is a new connection; the one before it ends. */
export function listenToWindows(dispatcher: Dispatcher, logger: Logger): void {
  const connections = new Map<number, Connection>()
  let clients = 0

  ipcMain.on(OPEN, (event) => {
    if (!isFromOurPage(event, logger)) return
    const { sender } = event
    const { id } = sender
    const before = connections.get(id)
    if (before !== undefined) before.end()
    else
      sender.once('destroyed', () => {
        connections.get(id)?.end()
        connections.delete(id)
      })
    const connection = createConnection(sender)
    connections.set(id, connection)
    clients += 1
    dispatcher.attach(connection.transport, `window-${clients}`)
  })

  ipcMain.on(MESSAGE, (event, text: unknown) => {
    if (isFromOurPage(event, logger)) connections.get(event.sender.id)?.receive(text)
  })
}

/** The page itself and no frame inside it; a frame that is gone has no address. */
function isFromOurPage({ senderFrame }: IpcMainEvent, logger: Logger): boolean {
  if (senderFrame !== null && senderFrame.parent === null && isAppAddress(senderFrame.url)) return true
  logger.warn('dropped a message from a foreign page', { url: senderFrame?.url.slice(0, 200) ?? null })
  return false
}

interface Connection {
  readonly transport: Transport
  readonly receive: (text: unknown) => void
  readonly end: () => void
}

function createConnection(page: WebContents): Connection {
  let open = true
  let onMessage: (message: Json) => void = () => undefined
  let onClose: () => void = () => undefined
  const end = (): void => {
    if (!open) return
    open = false
    onClose()
  }
  return {
    transport: {
      send: (message) => {
        if (open && !page.isDestroyed()) page.send(MESSAGE, JSON.stringify(message))
      },
      onMessage: (listener) => (onMessage = listener),
      onClose: (listener) => (onClose = listener),
      close: end,
    },
    receive: (text) => {
      const message = open && typeof text === 'string' ? parse(text) : undefined
      if (message !== undefined) onMessage(message)
    },
    end,
  }
}

/** Undefined: not JSON, which our own preload never sends. */
function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
