import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { SeededRandom } from '../src/main/autodiff/seededRandom.ts'
import { sizeOf } from '../src/main/autodiff/shapes.ts'
import type { NamedTensorType } from '../src/main/onnx/onnxModel.ts'
import type { TensorData } from '../src/main/onnx/ortSession.ts'
import { compactConfig, fullConfig, labelsOf } from '../src/main/vsgn/network/config.ts'
import { mayFollow } from '../src/main/vsgn/network/crf.ts'
import { goldTensors } from '../src/main/vsgn/network/gold.ts'
import type { Bucket } from '../src/main/vsgn/network/inputs.ts'
import { initialParameters } from '../src/main/vsgn/network/parameters.ts'
import { parameterSpecs } from '../src/main/vsgn/network/trainingGraph.ts'
import type { VsgnConfig } from '../src/main/vsgn/network/vsgnConfig.ts'
import { writeSafetensors } from '../src/main/vsgn/safetensors.ts'

export type Size = 'compact' | 'full'

/** A network with weights and one batch in which every post has all its words, a caption and a picture. */
export interface PeerCase {
  readonly size: Size
  readonly config: VsgnConfig
  readonly bucket: Bucket
  readonly parameters: ReadonlyMap<string, Float32Array>
  /** What a graph with these inputs is fed. */
  feeds(inputs: readonly NamedTensorType[]): Record<string, TensorData>
}

const NO_DROPOUT = { dropout: { input: 0, layers: 0, output: 0 } }

/** Random weights and inputs; the same for the same size and batch. No dropout, so that both sides say the same. */
export function peerCase(size: Size, batch: number): PeerCase {
  const config = size === 'full' ? fullConfig(NO_DROPOUT) : compactConfig(NO_DROPOUT)
  const words = size === 'full' ? 64 : 24
  const pieces = size === 'full' ? { pieces: 80, captionPieces: 20 } : {}
  const bucket = { batch, words, captionWords: size === 'full' ? 18 : 24, pictures: true, ...pieces }
  const specs = parameterSpecs(config)
  const parameters = initialParameters(specs, 1)
  const labels = labelsOf(config).length
  const gold = goldTensors(
    Array.from({ length: batch }, () => new Array<number>(words).fill(0)),
    words,
    labels,
  )
  const given: Readonly<Record<string, TensorData>> = {
    ...gold,
    ...Object.fromEntries(
      specs.map(({ name, shape }) => [name, float(shape, parameters.get(name) as Float32Array)]),
    ),
    weights: float([batch], new Float32Array(batch).fill(1)),
    emission_bias: float([batch, labels], new Float32Array(batch * labels)),
    deviation_weight: float([], Float32Array.of(1)),
    alignment_weight: float([], Float32Array.of(config.alignmentWeight)),
  }
  return {
    size,
    config,
    bucket,
    parameters,
    feeds: (inputs) =>
      Object.fromEntries(inputs.map((input) => [input.name, given[input.name] ?? tensorFor(input, bucket)])),
  }
}

/** Masks that leave nothing out, words that are each one piece behind [CLS], and random vectors. */
function tensorFor({ name, dtype, shape }: NamedTensorType, bucket: Bucket): TensorData {
  const length = sizeOf(shape)
  if (dtype === 'bool') return { dtype, shape, values: new Uint8Array(length).fill(1) }
  if (dtype === 'int32') {
    const [, words = 1] = shape
    const pieces = (name.startsWith('caption') ? bucket.captionPieces : bucket.pieces) ?? words
    const first = (index: number): number => Math.floor(index / words) * pieces + 1 + (index % words)
    return { dtype, shape, values: Int32Array.from({ length }, (_, index) => first(index)) }
  }
  const random = new SeededRandom(name.length, ...Buffer.from(name))
  return float(
    shape,
    Float32Array.from({ length }, () => random.normal()),
  )
}

function float(shape: readonly number[], values: Float32Array): TensorData {
  return { dtype: 'float32', shape, values }
}

export interface PeerRun {
  /** Of "serve": the mean magnitude of the emissions. */
  readonly loss: number
  /** Seconds of processor and of the clock. */
  readonly cpu: number
  readonly wall: number
  /** Most resident memory of the peer so far, bytes. */
  readonly peak: number
}

/** The same network in PyTorch, in a process of its own. */
export interface Peer {
  /** PyTorch with its version, and the library that multiplies its matrices. */
  readonly name: string
  run(what: 'train' | 'serve'): Promise<PeerRun>
  close(): void
}

const PYTHONS = ['python3', '/usr/bin/python3']

/**
 * Why there is nothing to compare with: no Python with PyTorch, or one over the reference BLAS, which is ten times slower
 * than what people use (Debian: install libopenblas0).
 */
export type NoPeer = 'no torch' | 'slow BLAS'

/**
 * Without what a shell may say to OpenBLAS of the processor: a kernel forced on it may be the slow one (Haswell's on a
 * processor with AVX-512 takes 1.6 times as long), and unasked it finds the processor's own.
 */
function peerEnvironment(threads: number): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('OPENBLAS_'))
  return {
    ...Object.fromEntries(own),
    OMP_NUM_THREADS: String(threads),
    OPENBLAS_NUM_THREADS: String(threads),
  }
}

export async function startPeer(
  peer: PeerCase,
  inputs: readonly NamedTensorType[],
  threads: number,
): Promise<Peer | NoPeer> {
  const python = PYTHONS.find((each) => spawnSync(each, ['-c', 'import torch']).status === 0)
  if (python === undefined) return 'no torch'
  const folder = mkdtempSync(join(tmpdir(), 'vsgn-peer-'))
  const file = join(folder, 'case.safetensors')
  writeFileSync(file, writeSafetensors(tensorsOf(peer, inputs)))
  const settings = JSON.stringify({ config: peer.config, parameters: [...peer.parameters.keys()] })
  const program = fileURLToPath(new URL('peers/vsgn.py', import.meta.url))
  const child = spawn(python, [program, file, settings, String(threads)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: peerEnvironment(threads),
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<unknown> => {
    const { value, done } = await lines.next()
    if (done === true) throw new Error('the peer ended; what it said is above')
    return JSON.parse(value)
  }
  const close = (): void => {
    child.stdin.end()
    rmSync(folder, { recursive: true })
  }
  const { torch, blas } = (await next()) as { torch: string; blas: string }
  if (blas === 'reference') {
    close()
    return 'slow BLAS'
  }
  return {
    name: `PyTorch ${torch} with ${blas}`,
    run: (what) => {
      child.stdin.write(`${what}\n`)
      return next() as Promise<PeerRun>
    },
    close,
  }
}

/** All of it as float32; what BIO allows goes along, so that the peer need not know. */
function tensorsOf(peer: PeerCase, inputs: readonly NamedTensorType[]) {
  const labels = labelsOf(peer.config)
  const transitions = labels.flatMap((from) => labels.map((to) => Number(mayFollow(from, to))))
  const starts = labels.map((label) => Number(mayFollow(null, label)))
  const all: Record<string, TensorData> = {
    ...peer.feeds(inputs),
    legal_transitions: float([labels.length, labels.length], Float32Array.from(transitions)),
    legal_start: float([labels.length], Float32Array.from(starts)),
  }
  return new Map(
    Object.entries(all).map(([name, { shape, values }]) => [
      name,
      {
        type: 'F32' as const,
        shape,
        data: values instanceof Float32Array ? values : Float32Array.from(values as ArrayLike<number>),
      },
    ]),
  )
}
