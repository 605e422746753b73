import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { defaultCacheFolder } from './dataPaths.ts'

/**
 * The folder of the program: the one with its package.json. The same rule finds it unbuilt (`src/main/system`), built
 * (`out/main`) and packaged (`app.asar/out/main`).
 */
export function programFolder(start: string = import.meta.dirname): string {
  let folder = start
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error(`No package.json in any folder above ${start}.`)
    folder = parent
  }
  return folder
}

/** Models, sample project and icons. Native code has to open them, so a package keeps them beside its archive. */
export function resourcesFolder(program: string = programFolder()): string {
  return program.endsWith('.asar') ? join(dirname(program), 'resources') : join(program, 'resources')
}

/** The sample project: a package brings its own, in a checkout `npm start` makes it; null before. */
export function sampleProject(program: string = programFolder()): string | null {
  const own = join(resourcesFolder(program), 'Sample.vsgn')
  const made = join(program, 'out', 'sample', 'Sample.vsgn')
  return [own, made].find((path) => existsSync(path)) ?? null
}

/** Where a build puts the detectors that look at pictures, outside of the program's own folder. */
export function visionCacheFolder(): string {
  const { platform, env } = process
  return join(defaultCacheFolder({ platform, home: homedir(), env }), 'vision')
}

/** Where the detectors are: a package brings its own, a checkout uses what its build fetched. */
export function visionFolder(program: string = programFolder()): string {
  const own = join(resourcesFolder(program), 'vision')
  return existsSync(own) ? own : visionCacheFolder()
}

/** Where the models that read text in pictures are: in the package that brings them. */
export function textModelsFolder(program: string = programFolder()): string {
  return join(program, 'node_modules', '@gutenye', 'ocr-models', 'assets')
}

/** The version in package.json. */
export function programVersion(program: string = programFolder()): string {
  const { version } = JSON.parse(readFileSync(join(program, 'package.json'), 'utf8')) as { version: string }
  return version
}

/** The built pages. */
export function rendererFolder(program: string = programFolder()): string {
  return join(program, 'out', 'renderer')
}

/** Entry file of a child process: TypeScript when the program runs from its sources, else what the build made. */
export function childEntry(
  name: 'modelProcess' | 'pictureProcess' | 'visionProcess' | 'trainingProcess',
  self: string = import.meta.filename,
): string {
  const program = programFolder(dirname(self))
  return self.endsWith('.ts')
    ? join(program, 'src', 'main', 'jobs', `${name}.ts`)
    : join(program, 'out', 'main', `${name}.js`)
}
