import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { tinyConfig } from './testing/tinyNetwork.ts'
import { parameterSpecs } from './trainingGraph.ts'

/** Debian's Chromium brings a Vulkan loader and SwiftShader, a Vulkan device made of CPU code. */
const CHROMIUM = '/usr/lib/chromium'
const DRIVER = `${CHROMIUM}/vk_swiftshader_icd.json`
const available = existsSync(DRIVER) && existsSync(`${CHROMIUM}/libvulkan.so.1`)
const reason = available ? '' : ` (skipped: ${DRIVER} and a Vulkan loader beside it are not installed)`

/** SwiftShader compiles hundreds of shaders first; that takes long on a busy machine. */
const PATIENCE_MS = 240_000

/** Runs the parity program in a process with SwiftShader as its GPU. */
async function parity(graph: 'serving' | 'training') {
  const program = fileURLToPath(new URL('testing/webgpuParity.ts', import.meta.url))
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, graph], {
    timeout: PATIENCE_MS,
    maxBuffer: 256 * 2 ** 20,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: CHROMIUM,
      VK_ICD_FILENAMES: DRIVER,
      VK_DRIVER_FILES: DRIVER,
      XDG_RUNTIME_DIR: process.env.XDG_RUNTIME_DIR ?? tmpdir(),
    },
  })
  const differences = JSON.parse(stdout) as Record<string, number>
  const tooLarge = Object.entries(differences).filter(([, difference]) => !(difference <= 1e-4))
  return { outputs: Object.keys(differences), tooLarge, log: stderr }
}

describe.skipIf(!available)(`WebGPU${reason}`, () => {
  it(
    'runs the whole serving graph and agrees with the CPU',
    async () => {
      const { outputs, tooLarge, log } = await parity('serving')
      expect(outputs).toContain('emissions')
      expect(outputs).toHaveLength(9)
      expect(tooLarge).toEqual([])
      expect(log).toContain('All nodes placed on [WebGpuExecutionProvider]')
    },
    PATIENCE_MS,
  )

  it(
    'runs the whole training graph and agrees with the CPU in every gradient, and in the loss over 20 steps',
    async () => {
      const { outputs, tooLarge, log } = await parity('training')
      const names = parameterSpecs(tinyConfig()).map(({ name }) => `d_${name}`)
      expect(outputs).toEqual(
        expect.arrayContaining(['loss', 'd_rows', 'd_caption_rows', 'loss of 20 steps', ...names]),
      )
      expect(tooLarge).toEqual([])
      expect(log).toContain('All nodes placed on [WebGpuExecutionProvider]')
    },
    PATIENCE_MS,
  )
})
