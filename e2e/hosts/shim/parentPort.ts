// Loaded before the entry of a child of the shim: gives it the port Electron gives to utility processes.
import { EventEmitter } from 'node:events'

class ParentPort extends EventEmitter {
  postMessage(message: unknown): void {
    process.send?.(message)
  }
}

const port = new ParentPort()
process.on('message', (data) => port.emit('message', { data }))
process.on('disconnect', () => process.exit(0))
Object.assign(process, { parentPort: port })
