import path from 'node:path'
import type { JsonObject } from '../../shared/domain/json.ts'
import { hashFile } from '../system/hashFile.ts'
import { hashPosts } from './hashPosts.ts'
import type { DataSet, LoadedSet } from './trainingData.ts'

/** What a card says of the posts of sets, with the hash of every file. */
export async function describeSets(sets: readonly LoadedSet[]): Promise<JsonObject[]> {
  const described: JsonObject[] = []
  for (const { set, posts } of sets) described.push(await describeSet(set, posts.length))
  return described
}

async function describeSet(set: DataSet, posts: number): Promise<JsonObject> {
  return {
    name: set.name,
    posts,
    share: set.share,
    unlabelled: [...set.unlabelled],
    repairs: [...set.repairs],
    ...(set.labelSpace === null ? {} : { labelSpace: set.labelSpace }),
    files: await describeFiles(set.files, hashPosts),
  }
}

export async function describeFiles(
  files: readonly string[],
  hash: (file: string) => Promise<string> = hashFile,
): Promise<JsonObject[]> {
  const described: JsonObject[] = []
  for (const file of files) described.push({ file: path.basename(file), sha256: await hash(file) })
  return described
}
