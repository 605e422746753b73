import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPictureFolder } from './pictureFolder.ts'
import type { FoundPicture } from './pictureFolder.ts'

const HEADS = {
  jpeg: '\xff\xd8\xff\xe0',
  png: '\x89PNG\r\n\x1a\n',
  gif: 'GIF89a',
  webp: 'RIFF\x10\0\0\0WEBP',
} as const

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'picture-folder-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function put(name: string, head: string = HEADS.jpeg): Promise<void> {
  await mkdir(join(folder, name, '..'), { recursive: true })
  await writeFile(join(folder, name), Buffer.from(head, 'latin1'))
}

async function find(name: string): Promise<FoundPicture> {
  const pictures = await openPictureFolder(folder, () =>
    Promise.resolve({ state: 'ok', hash: 'aa', format: 'jpeg', width: 64, height: 64, bytes: 9 }),
  )
  return pictures.find(name)
}

const found = async (name: string): Promise<unknown> => {
  const picture = await find(name)
  return picture.state === 'ok' ? [basename(picture.path), ...picture.notes] : picture.state
}

describe('names', () => {
  it('are found as stated, before any other way', async () => {
    for (const name of ['1.jpg', '1.png', '1.JPG', 'deep/2.jpg']) await put(name)
    expect(await found('1.jpg')).toEqual(['1.jpg'])
    expect(await found('1.png')).toEqual(['1.png'])
    expect(await found('deep/2.jpg')).toEqual(['2.jpg'])
    expect(await found('2.jpg')).toEqual(['2.jpg'])
    expect(await found('images\\2.jpg')).toEqual(['2.jpg'])
  })

  it('are found with the extension the file has', async () => {
    await put('16_05_1.png')
    await put('v1.0.webp')
    expect(await found('16_05_1.jpg')).toEqual(['16_05_1.png'])
    expect(await found('16_05_1')).toEqual(['16_05_1.png'])
    expect(await found('v1.0')).toEqual(['v1.0.webp'])
  })

  it('are found in other letter case, which is told', async () => {
    await put('Photo.JPG')
    expect(await found('photo.jpg')).toEqual([
      'Photo.JPG',
      'the file is named `Photo.JPG`, in other letter case',
    ])
  })

  it('that two files have are told', async () => {
    await put('a/1.jpg')
    await put('b/1.jpg')
    expect(await found('1.jpg')).toEqual(['1.jpg', '`b/1.jpg` has that name too; `a/1.jpg` was taken'])
    expect(await found('b/1.jpg')).toEqual(['1.jpg'])
  })

  it('never lead out of the folder', async () => {
    await put('inside/1.jpg')
    await put('2.jpg')
    const inside = await openPictureFolder(join(folder, 'inside'), () =>
      Promise.reject(new Error('not reached')),
    )
    for (const name of ['../2.jpg', '../../etc/passwd', '/etc/passwd', '', '.', '..'])
      expect(await inside.find(name)).toMatchObject({ state: 'missing' })
  })

  it.skipIf(process.platform === 'win32')('that are links are told and not followed', async () => {
    await put('real.jpg')
    await symlink(join(folder, 'real.jpg'), join(folder, 'link.jpg'))
    await symlink(join(folder, 'nothing.jpg'), join(folder, 'broken.jpg'))
    expect(await found('link.jpg')).toBe('refused')
    expect(await found('broken.jpg')).toBe('refused')
    expect(await found('real.jpg')).toEqual(['real.jpg'])
  })
})

describe('content', () => {
  it.each(Object.entries(HEADS))('of %s is taken, whatever the name says', async (_format, head) => {
    await put('1.jpg', head)
    expect(await found('1.jpg')).toEqual(['1.jpg'])
  })

  it.each([
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'refused', 'holds an SVG drawing'],
    ['<?xml version="1.0"?><svg/>', 'refused', 'holds an SVG drawing'],
    ['<!DOCTYPE html><p>404', 'refused', 'holds a web page'],
    ['%PDF-1.7', 'refused', 'holds a PDF'],
    ['BM\x36\0\0\0', 'refused', 'holds a BMP picture'],
    ['II*\0', 'refused', 'holds a TIFF picture'],
    ['\0\0\0\x1cftypavif', 'refused', 'holds an AVIF, HEIC or video file'],
    ['plain words', 'refused', 'holds something else'],
    ['', 'broken', 'is empty'],
  ])('%j is %s', async (head, state, reason) => {
    await put('1.jpg', head)
    expect(await find('1.jpg')).toEqual({ state, reason: `${reason}, not a JPEG, PNG, WebP or GIF picture` })
  })

  it('larger than 64 MiB is refused unread', async () => {
    await put('1.jpg')
    await truncate(join(folder, '1.jpg'), 64 * 1024 * 1024 + 1)
    expect(await find('1.jpg')).toEqual({ state: 'refused', reason: 'is larger than 64 MiB' })
  })

  it('that cannot be opened any more is broken', async () => {
    await put('1.jpg')
    const pictures = await openPictureFolder(folder, () => Promise.reject(new Error('not reached')))
    await rm(join(folder, '1.jpg'))
    expect(await pictures.find('1.jpg')).toEqual({ state: 'broken', reason: 'could not be read (ENOENT)' })
  })
})
