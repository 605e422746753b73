import { inspectPicture } from '../features/decodeImage.ts'
import { parentPort } from './childProcess.ts'
import { servePictures } from './pictureServer.ts'

// The picture process: the only one that decodes pictures. A crafted file ends this process alone.
servePictures(parentPort(), inspectPicture)
