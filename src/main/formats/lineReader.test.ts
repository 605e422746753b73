import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesSource } from './byteSource.ts'
import { lineBatches } from './lineReader.ts'
import type { Line, LineOptions } from './lineReader.ts'

async function linesOf(
  content: string | Uint8Array,
  options: Partial<LineOptions> & { chunkBytes?: number } = {},
): Promise<Line[]> {
  const { chunkBytes, ...rest } = options
  const lines: Line[] = []
  for await (const batch of lineBatches(bytesSource('x.txt', content, chunkBytes), {
    encoding: null,
    ...rest,
  }))
    lines.push(...batch)
  return lines
}

const texts = (lines: readonly Line[]): string[] => lines.map((line) => line.text)

describe('lineBatches', () => {
  it('splits at LF and CRLF only', async () => {
    const lines = await linesOf('a\rb\nc\u2028d\u2029e\u0085f\r\n\r\nlast')
    expect(texts(lines)).toEqual(['a\rb', 'c\u2028d\u2029e\u0085f', '', 'last'])
    expect(lines.map((line) => line.ending)).toEqual(['\n', '\r\n', '\r\n', ''])
    expect(lines.map((line) => line.number)).toEqual([1, 2, 3, 4])
  })

  it('has no last line where the file ends in LF', async () => {
    expect(texts(await linesOf('a\n'))).toEqual(['a'])
    expect(texts(await linesOf('a\n\n'))).toEqual(['a', ''])
    expect(texts(await linesOf(''))).toEqual([])
  })

  it('drops a byte-order mark at the start and keeps one elsewhere', async () => {
    expect(texts(await linesOf('\ufeffa\n\ufeffb\n'))).toEqual(['a', '\ufeffb'])
  })

  it('gives the text back to the character, wherever the pieces are cut', async () => {
    const line = fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\n', ''))
    const document = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(document, fc.integer({ min: 1, max: 17 }), async (parts, chunkBytes) => {
        // A first line that opens with U+FEFF would be a file with a byte-order mark.
        const text = `#${parts.map(([content, ending]) => content + ending).join('')}`
        const lines = await linesOf(text, { chunkBytes })
        expect(lines.map((each) => each.text + each.ending).join('')).toBe(text)
        expect(lines.every((each) => each.fault === null)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('names a line that is not UTF-8 and goes on after it', async () => {
    const bytes = Buffer.concat([Buffer.from('good\nZoë caf'), Buffer.of(0xe9), Buffer.from(' noir\nnext\n')])
    const lines = await linesOf(bytes)
    expect(lines.map((line) => line.fault)).toEqual([
      null,
      'the line is not valid utf-8 text (byte 0xE9 after `Zoë caf`)',
      null,
    ])
    expect(lines[2]).toMatchObject({ text: 'next', number: 3 })
  })

  it('names bytes cut off at the end of the file', async () => {
    const lines = await linesOf(Buffer.from('ok\nsmile 😀').subarray(0, -1))
    expect(lines[1]?.fault).toBe('the line is not valid utf-8 text (byte 0xF0 after `smile `)')
  })

  it('does not read a line longer than the limit and still finds the next', async () => {
    for (const chunkBytes of [7, 64, 4096]) {
      const lines = await linesOf(`${'x'.repeat(1000)}\nafter\n`, { chunkBytes, longestLine: 100 })
      expect(lines.map(({ text, fault }) => [text, fault])).toEqual([
        ['', 'the line is longer than 100 bytes'],
        ['after', null],
      ])
    }
  })

  it('reads named encodings, UTF-16 among them', async () => {
    const utf16 = Buffer.from('\ufeffAda 😀\r\nBerg\n', 'utf16le')
    expect(texts(await linesOf(utf16, { encoding: 'utf-16le', chunkBytes: 3 }))).toEqual(['Ada 😀', 'Berg'])
    expect(texts(await linesOf(Buffer.of(0x63, 0xe9, 0x0a), { encoding: 'windows-1252' }))).toEqual(['cé'])
  })

  it('refuses an encoding nobody knows and UTF-16 that is none', async () => {
    await expect(linesOf('a', { encoding: 'klingon' })).rejects.toThrow('The encoding `klingon` is not known')
    await expect(linesOf(Buffer.of(0x41), { encoding: 'utf-16le' })).rejects.toThrow('are not utf-16le')
  })
})
