/** One thing that happened, as a system-call log tells it. */
export type Event =
  | { readonly kind: 'write'; readonly file: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly file: string; readonly length: number }
  | { readonly kind: 'sync'; readonly file: string }
  | { readonly kind: 'acknowledge'; readonly editId: string }

/** The options with which strace tells all that `readWriteLog` needs. */
export const STRACE_OPTIONS = [
  ...['-f', '-y', '-xx', '-s', '200000'],
  ...['-e', 'trace=pwrite64,write,ftruncate,fsync,fdatasync'],
]

/** Reads a log of writes to the database and its WAL, in the order in which the calls began. */
export function readWriteLog(log: string): Event[] {
  const events: Event[] = []
  for (const line of log.split('\n')) {
    const match = /^\d+ +(?<name>\w+)\(\d+<(?<file>[^>]*)>(?:, (?<rest>.*))?/u.exec(line)
    if (match?.groups === undefined) continue
    const { name = '', file: encoded = '', rest = '' } = match.groups
    const file = unescaped(encoded).toString('utf8')
    const event = eventOf(
      name,
      file.endsWith('-wal') ? 'wal' : file.endsWith('.sqlite') ? 'database' : '',
      rest,
    )
    if (event !== null) events.push(event)
  }
  return events
}

function eventOf(name: string, file: string, rest: string): Event | null {
  if (name === 'write') {
    const text = bytesOf(rest).toString('utf8')
    return text.startsWith('ack ') ? { kind: 'acknowledge', editId: text.slice(4).trim() } : null
  }
  if (file === '') return null
  if (name === 'pwrite64') {
    const numbers = /", (?<length>\d+), (?<offset>\d+)/u.exec(rest)?.groups
    const bytes = bytesOf(rest)
    if (bytes.length !== Number(numbers?.['length']))
      throw new Error(`a write of the log is cut short: ${rest.slice(-60)}`)
    return { kind: 'write', file, offset: Number(numbers?.['offset']), bytes }
  }
  if (name === 'ftruncate') return { kind: 'truncate', file, length: Number.parseInt(rest, 10) }
  return { kind: 'sync', file }
}

function bytesOf(rest: string): Buffer {
  return unescaped(/^"(?<hex>[^"]*)"/u.exec(rest)?.groups?.['hex'] ?? '')
}

/** strace writes every byte as `\x41`. */
function unescaped(text: string): Buffer {
  return text.startsWith('\\x') ? Buffer.from(text.replaceAll('\\x', ''), 'hex') : Buffer.from(text)
}

/** The content of a file on a disk that lost power. */
export class DiskFile {
  #bytes: Buffer

  constructor(bytes: Buffer = Buffer.alloc(0)) {
    this.#bytes = Buffer.from(bytes)
  }

  get bytes(): Buffer {
    return this.#bytes
  }

  /** Applies a write, or only its first `length` bytes when the power went off within it. */
  apply(event: Extract<Event, { kind: 'write' | 'truncate' }>, length?: number): void {
    if (event.kind === 'truncate') this.#resize(event.length)
    else {
      const written = event.bytes.subarray(0, length)
      if (event.offset + written.length > this.#bytes.length) this.#resize(event.offset + written.length)
      written.copy(this.#bytes, event.offset)
    }
  }

  #resize(length: number): void {
    const resized = Buffer.alloc(length)
    this.#bytes.copy(resized)
    this.#bytes = resized
  }
}
