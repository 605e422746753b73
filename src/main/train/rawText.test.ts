import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { hashTexts, readLines, tokenise } from './rawText.ts'

const LINE = "Ada's friend @ines met U.S. #RomaCalcio fans… don’t ask 😀 https://x.y/z"

async function linesOf(file: string): Promise<string[]> {
  const lines: string[] = []
  for await (const line of readLines(file)) lines.push(line)
  return lines
}

it('splits marks and contractions in the one form', () => {
  expect(tokenise(LINE, 'split')).toEqual(
    "Ada ' s friend @ ines met U.S . # RomaCalcio fans … don ’ t ask 😀 https://x.y/z".split(' '),
  )
})

it('keeps marks and contractions whole in the other', () => {
  expect(tokenise(LINE, 'whole')).toEqual(
    "Ada 's friend @ines met U.S . #RomaCalcio fans … don’t ask 😀 https://x.y/z".split(' '),
  )
})

it('reads plain and packed files alike', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'text-'))
  try {
    // "first line\nsecond 😀\n", packed by xz
    const packed = Buffer.from(
      '/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAWZmlyc3QgbGluZQpzZWNvbmQg8J+YgAoAAItJcVKEuhOnAAEvF4EISbEftvN9AQAAAAAEWVo=',
      'base64',
    )
    await writeFile(path.join(folder, 'a.txt.xz'), packed)
    await writeFile(path.join(folder, 'a.txt'), 'first line\nsecond 😀\n')
    const plain = await linesOf(path.join(folder, 'a.txt'))
    expect(plain).toEqual(['first line', 'second 😀'])
    expect(await linesOf(path.join(folder, 'a.txt.xz'))).toEqual(plain)
    await writeFile(path.join(folder, 'b.txt.xz'), packed.subarray(0, 40))
    await expect(linesOf(path.join(folder, 'b.txt.xz'))).rejects.toThrow(
      'b.txt.xz: it is damaged or not packed by xz. Get it anew.',
    )
    for (const read of [linesOf, (file: string) => hashTexts([file])])
      await expect(read(path.join(folder, 'none.txt'))).rejects.toThrow(
        /^none\.txt: the file is no longer there/u,
      )
  } finally {
    await rm(folder, { recursive: true })
  }
})
