// A resumable upload (tus 1.0): a line that breaks goes on from what the server has, also after the page was closed.
import { Upload } from 'tus-js-client'

const kPieceBytes = 4 * 1024 * 1024
const kRetryMs = [0, 1_000, 3_000, 5_000, 10_000, 20_000]

export interface Progress {
  percent: number
  broken: boolean
}

export function upload_file(file: File | Blob, name: string, tell: (progress: Progress) => void): { done: Promise<string>; go_on: () => void } {
  let begun: Upload | null = null
  let percent = 0
  const done = new Promise<string>((resolve) => {
    const upload = new Upload(file, {
      endpoint: '/api/v1/uploads', chunkSize: kPieceBytes, retryDelays: kRetryMs, metadata: { filename: name }, headers: { 'x-loa-console': '1' }, removeFingerprintOnSuccess: true,
      onProgress: (sent, total) => {
        percent = Math.floor((sent / total) * 100)
        tell({ percent, broken: false })
      },
      onError: () => tell({ percent, broken: true }),
      onSuccess: () => resolve(upload.url?.split('/').pop() ?? ''),
    })
    begun = upload
    void upload.findPreviousUploads().then((before) => {
      if (before[0]) upload.resumeFromPreviousUpload(before[0])
      upload.start()
    })
  })
  return { done, go_on: () => begun?.start() }
}
