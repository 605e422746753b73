import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { ownSample } from './ownSample.ts'

let data: string
let shipped: string

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'vsgn-sample-'))
  data = join(folder, 'data')
  shipped = join(folder, 'shipped')
  mkdirSync(data)
  mkdirSync(shipped)
  writeFileSync(join(shipped, 'project.sqlite'), 'as shipped')
})

describe('ownSample', () => {
  it('copies the sample once and leaves no half copy beside it', () => {
    expect(ownSample(data, shipped)).toBe(join(data, 'Sample.vsgn'))
    expect(readdirSync(data)).toEqual(['Sample.vsgn'])
  })

  it('keeps what the person did in the copy', () => {
    const own = ownSample(data, shipped) ?? ''
    writeFileSync(join(own, 'project.sqlite'), 'corrected')
    expect(readFileSync(join(ownSample(data, shipped) ?? '', 'project.sqlite'), 'utf8')).toBe('corrected')
  })

  it('is null where the program has no sample', () => {
    expect(ownSample(data, null)).toBeNull()
  })
})
