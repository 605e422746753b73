/** A stream of the process that its words go to. */
export interface WordStream {
  on(event: 'error', listener: (error: Error & { readonly code?: string }) => void): unknown
}

/**
 * Whoever reads along may go before the program does (`| head`, a terminal that is closed): the work goes on and nobody
 * hears of it. `failed` is told the code of anything else that keeps words from being written.
 */
export function outliveReader(stream: WordStream, failed: (code: string) => void = () => undefined): void {
  stream.on('error', ({ code = 'unknown' }) => {
    if (code !== 'EPIPE' && code !== 'EIO') failed(code)
  })
}
