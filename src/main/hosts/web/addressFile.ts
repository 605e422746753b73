import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { atomicWriteFile } from '../../system/atomicWrite.ts'

/** The file in which the person finds the next one-time address; readable by them alone. */
export interface AddressFile {
  /** Port of the last run, so that open tabs find the program again after a restart; null: not known. */
  readonly lastPort: number | null
  write(address: string, port: number): Promise<void>
  /** Keeps the port, takes the address away: it means nothing once the program has stopped. */
  clear(): Promise<void>
}

export function openAddressFile(path: string): AddressFile {
  let port: number | null = null
  // One write after another: the last address must win.
  let last: Promise<void> = Promise.resolve()
  const save = (content: object): Promise<void> => {
    const text = `${JSON.stringify(content, null, 2)}\n`
    last = last.catch(() => undefined).then(() => atomicWriteFile(path, text, { mode: 0o600 }))
    return last
  }
  return {
    lastPort: readPort(path),
    write: (address, listening) => {
      port = listening
      return save({ address, port, pid: process.pid })
    },
    clear: () => (port === null ? rm(path, { force: true }) : save({ port })),
  }
}

/** A missing or damaged file is no reason not to start. */
function readPort(path: string): number | null {
  try {
    const content = JSON.parse(readFileSync(path, 'utf8')) as { port?: unknown } | null
    const port = content?.port
    return typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536 ? port : null
  } catch {
    return null
  }
}
