import { contextBridge, ipcRenderer } from 'electron'

// A sandboxed preload script cannot import our modules: the two names are those of ipcTransport.ts.
const OPEN = 'vsgn:open'
const MESSAGE = 'vsgn:message'

ipcRenderer.send(OPEN)

/** All a page gets of the machine: JSON out, JSON in. */
contextBridge.exposeInMainWorld('vsgn', {
  send: (message: unknown): void => ipcRenderer.send(MESSAGE, JSON.stringify(message)),
  onMessage: (listener: (message: unknown) => void): void => {
    ipcRenderer.removeAllListeners(MESSAGE)
    ipcRenderer.on(MESSAGE, (_event, text: string) => listener(JSON.parse(text)))
  },
})
