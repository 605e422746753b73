import type { ReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'

type Files = typeof import('node:fs')
type FilePromises = typeof import('node:fs/promises')

/** Which call of the file system fails. */
export interface Failure {
  /** Counted from 1, over every call. */
  readonly at: number
  /** As the system names it: `ENOSPC`, `EIO`. */
  readonly code: string
  /** Every later call fails too, as on a disk that is gone; false: this one alone. */
  readonly lasting: boolean
}

/** Stands before the file system and has calls of it fail on demand. Until it is told so, it lets everything through. */
class FailingDisk {
  #failure: Failure | null = null
  #calls = 0
  #open = 0

  arm(failure: Failure): void {
    this.#failure = failure
    this.#calls = 0
    this.#open = 0
  }

  /** How many calls were made, and how many files are still open. */
  disarm(): { readonly calls: number; readonly open: number } {
    this.#failure = null
    return { calls: this.#calls, open: this.#open }
  }

  /** Throws where the call that is about to be made has to fail; `half` is what a failing call still does. */
  async check(call: string, half?: () => Promise<unknown>): Promise<void> {
    const error = this.#next(call)
    if (error === null) return
    await half?.()
    throw error
  }

  stream(open: () => ReadStream): Readable {
    const error = this.#next('read')
    if (error === null) return open()
    return new Readable({ read: () => undefined, construct: (done) => done(error) })
  }

  opened(count: 1 | -1): void {
    if (this.#failure !== null) this.#open += count
  }

  #next(call: string): Error | null {
    if (this.#failure === null) return null
    const { at, code, lasting } = this.#failure
    this.#calls++
    if (lasting ? this.#calls < at : this.#calls !== at) return null
    return Object.assign(new Error(`${code}: ${call}`), { code })
  }
}

export const failingDisk = new FailingDisk()

/** For `vi.mock('node:fs/promises')`. */
export function failingPromises(real: FilePromises): FilePromises {
  const before = <Call extends (...given: never[]) => Promise<unknown>>(name: string, call: Call): Call =>
    (async (...given: never[]) => {
      await failingDisk.check(name)
      return call(...given)
    }) as Call
  return {
    ...real,
    copyFile: before('copyFile', real.copyFile),
    mkdir: before('mkdir', real.mkdir),
    readdir: before('readdir', real.readdir as never),
    rename: before('rename', real.rename),
    rm: before('rm', real.rm),
    rmdir: before('rmdir', real.rmdir),
    stat: before('stat', real.stat as never),
    open: async (...given: Parameters<FilePromises['open']>) => {
      await failingDisk.check('open')
      return failingHandle(await real.open(...given))
    },
  }
}

/** For `vi.mock('node:fs')`: a failing read ends the stream. */
export function failingFiles(real: Files): Files {
  const createReadStream = (...given: Parameters<Files['createReadStream']>) =>
    failingDisk.stream(() => real.createReadStream(...given))
  return { ...real, createReadStream: createReadStream as Files['createReadStream'] }
}

/** A write that fails may have written a part; a close that fails has closed. */
function failingHandle(handle: FileHandle): FileHandle {
  failingDisk.opened(1)
  return {
    fd: handle.fd,
    stat: async () => {
      await failingDisk.check('stat')
      return handle.stat()
    },
    read: async (bytes: Uint8Array, offset: number, length: number, position: number) => {
      await failingDisk.check('read')
      return handle.read(bytes, offset, length, position)
    },
    write: async (data: Uint8Array, offset = 0) => {
      await failingDisk.check('write', () => handle.write(data, offset, (data.length - offset) >> 1))
      return handle.write(data, offset)
    },
    writeFile: async (data: Uint8Array) => {
      await failingDisk.check('write', () => handle.writeFile(data.subarray(0, data.length >> 1)))
      return handle.writeFile(data)
    },
    sync: async () => {
      await failingDisk.check('fsync')
      return handle.sync()
    },
    close: async () => {
      if (handle.fd < 0) return
      failingDisk.opened(-1)
      await failingDisk.check('close', () => handle.close())
      return handle.close()
    },
  } as unknown as FileHandle
}
