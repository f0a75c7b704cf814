// Reads the upload page's form while it streams in: a few files, none larger than it may be, and whom they are for.

import busboy from 'busboy';
import type { Request } from 'express';

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Why a form was not taken. */
export type UploadProblem = 'broken' | 'empty' | 'too-large' | 'too-many';

export type UploadedForm =
  | {
      readonly kind: 'files';
      readonly files: readonly UploadedFile[];
      /** True when its author said so; else the files are for agents only. */
      readonly isForCustomer: boolean;
    }
  | { readonly kind: 'problem'; readonly problem: UploadProblem };

/** So many files fit one upload. */
export const mostUploads = 5;

/** Names and boundaries of the form, beyond its files. */
const formBytes = 64 * 1024;

/** Reads a form of files of at most so many bytes each. Never rejects; the rest of a refused form is not kept. */
export function readUpload(request: Request, limitBytes: number): Promise<UploadedForm> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limitBytes * mostUploads + formBytes) return Promise.resolve(refuse('too-large'));
  return new Promise((resolve) => {
    const files: UploadedFile[] = [];
    let problem: UploadProblem | null = null;
    let isForCustomer = false;
    const break_ = () => resolve(refuse('broken'));
    const form = openForm(request, limitBytes);
    if (!form) return break_();
    form.on('file', (_field, stream, { filename }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => {
        problem = 'too-large';
        chunks.length = 0;
      });
      stream.on('error', break_);
      stream.on('end', () => {
        const bytes = Buffer.concat(chunks);
        // A form without a chosen file still has a nameless empty part.
        if (problem === null && (bytes.length > 0 || (filename ?? '') !== ''))
          files.push({ name: filename ?? 'file', bytes });
      });
    });
    form.on('field', (name, value) => {
      if (name === 'for') isForCustomer = value === 'customer';
    });
    form.on('filesLimit', () => {
      problem ??= 'too-many';
    });
    form.on('error', break_);
    form.on('close', () => {
      if (problem === null && files.length === 0) problem = 'empty';
      resolve(problem === null ? { kind: 'files', files, isForCustomer } : refuse(problem));
    });
    request.on('aborted', break_);
    request.pipe(form);
  });
}

function openForm(request: Request, limitBytes: number): busboy.Busboy | null {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: mostUploads, fileSize: limitBytes, fields: 1, fieldSize: 100, parts: mostUploads + 2 },
    });
  } catch {
    return null;
  }
}

function refuse(problem: UploadProblem): UploadedForm {
  return { kind: 'problem', problem };
}
