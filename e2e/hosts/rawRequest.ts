import { connect } from 'node:net'

export interface RawAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** Sends a request exactly as it is written, which no HTTP client would do for a hostile one. */
export function rawRequest(
  port: number,
  requestLine: string,
  headers: Readonly<Record<string, string | undefined>>,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const chunks: Buffer[] = []
    const given = Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}: ${value}`],
    )
    const lines = [
      `${requestLine} HTTP/1.1`,
      ...given,
      ...('Connection' in headers ? [] : ['Connection: close']),
    ]
    socket.write(`${lines.join('\r\n')}\r\n\r\n`)
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      // An accepted upgrade stays open; its answer is all there is to see.
      if (chunk.subarray(0, 12).toString() === 'HTTP/1.1 101') socket.destroy()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(parse(Buffer.concat(chunks).toString('latin1'))))
  })
}

function parse(text: string): RawAnswer {
  const [head = '', body = ''] = text.split(/\r\n\r\n([^]*)/, 2)
  const [statusLine = '', ...lines] = head.split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  return { status: Number(statusLine.split(' ')[1]), headers: new Map(headers), body }
}
