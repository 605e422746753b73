import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { hashFile } from '../system/hashFile.ts'

/**
 * SHA-256 of a file of posts, as lower-case hex. Of a folder of brat documents that of what `sha256sum *.ann *.txt | sort
 * -k 2` prints: a line for each file, in the order of their names.
 */
export async function hashPosts(file: string): Promise<string> {
  if (!(await stat(file)).isDirectory()) return hashFile(file)
  const hash = createHash('sha256')
  const names = (await readdir(file)).filter((name) => /\.(?:ann|txt)$/iu.test(name))
  for (const name of names.sort()) hash.update(`${await hashFile(path.join(file, name))}  ${name}\n`)
  return hash.digest('hex')
}
