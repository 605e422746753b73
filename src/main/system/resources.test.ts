import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  childEntry,
  programFolder,
  programVersion,
  rendererFolder,
  resourcesFolder,
  sampleProject,
  visionFolder,
} from './resources.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resources-'))
  for (const path of ['src/main/system', 'out/main/chunks'])
    mkdirSync(join(folder, path), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{}')
})
afterEach(() => rmSync(folder, { recursive: true }))

test.each(['src/main/system', 'out/main', 'out/main/chunks', '.'])('found from %s', (start) => {
  expect(programFolder(join(folder, start))).toBe(folder)
})

test('nowhere is an error, not the root of the disk', () => {
  expect(() => programFolder('/')).toThrow('No package.json')
})

test('resources and pages lie in the program, resources of a package beside its archive', () => {
  expect(resourcesFolder('/app')).toBe(join('/app', 'resources'))
  expect(resourcesFolder('/opt/w/resources/app.asar')).toBe(join('/opt/w/resources', 'resources'))
  expect(rendererFolder('/app')).toBe(join('/app', 'out', 'renderer'))
})

test('children are sources beside sources and bundles beside bundles', () => {
  expect(childEntry('modelProcess', join(folder, 'src/main/system/resources.ts'))).toBe(
    join(folder, 'src', 'main', 'jobs', 'modelProcess.ts'),
  )
  expect(childEntry('pictureProcess', join(folder, 'out/main/chunks/resources-x.js'))).toBe(
    join(folder, 'out', 'main', 'pictureProcess.js'),
  )
})

test('the sample is there once it was made', () => {
  expect(sampleProject(folder)).toBeNull()
  const made = join(folder, 'out', 'sample', 'Sample.vsgn')
  mkdirSync(made, { recursive: true })
  expect(sampleProject(folder)).toBe(made)
})

test('a package has its sample and detectors beside its archive, where SQLite can open them', () => {
  const resources = join(folder, 'resources')
  for (const name of ['Sample.vsgn', 'vision']) mkdirSync(join(resources, name), { recursive: true })
  const archive = join(folder, 'app.asar')
  expect(sampleProject(archive)).toBe(join(resources, 'Sample.vsgn'))
  expect(visionFolder(archive)).toBe(join(resources, 'vision'))
})

test('the version is the one of package.json', () => {
  writeFileSync(join(folder, 'package.json'), '{"version":"1.2.3"}')
  expect(programVersion(folder)).toBe('1.2.3')
})
