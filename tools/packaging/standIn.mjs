import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup.mjs'

/** What marks the fuses in Electron's binary, version 1 and eight of them; all are as Electron ships them. */
const FUSES = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 8]),
  Buffer.from('10110010'),
])

/**
 * A folder laid out as Electron's for Linux, whose binary holds fuses and does nothing: with it everything around
 * Electron can be packed and looked at where Electron is not to be had.
 */
export function standInElectron(work) {
  const folder = join(work, 'stand-in')
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'))
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'))
  const files = {
    electron: Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n'), FUSES]),
    version,
    LICENSE: '',
    'LICENSES.chromium.html': '',
    'locales/en-US.pak': '',
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  chmodSync(join(folder, 'electron'), 0o755)
  return folder
}
