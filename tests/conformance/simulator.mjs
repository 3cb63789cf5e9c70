// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: The Assay authors

// One simulated StackOne for a run: starts the program, waits for its ready line, talks to its
// control calls. Beside it the program as a desk that sends results.

import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export const KEY = 'v1.eu1.conformance';
export const ACCOUNT = '456551489512493412';

export async function startSimulator(program) {
  const child = spawn(program, ['simulate', '--listen', '127.0.0.1:0'], {
    env: { ...process.env, ASSAY_STACKONE_API_KEY: KEY },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const ready = await new Promise((resolve, reject) => {
    lines.once('line', resolve);
    child.once('exit', code => reject(new Error(`the simulator ended with ${code}`)));
    child.once('error', reject);
  });
  return { url: JSON.parse(ready).url, stop: () => child.kill('SIGTERM') };
}

export async function control(url, method, path, body) {
  const response = await fetch(`${url}/_simulator/${path}`, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok)
    throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  return answer;
}

export function sendResult(program, url, folder, order, kind, result) {
  return new Promise((resolve, reject) => {
    const child = execFile(program, ['result', 'send', order, '-', '--wait', '20', '--json',
                                     '--data-dir', folder, '--account', ACCOUNT, '--kind', kind], {
      env: { ...process.env, ASSAY_STACKONE_API_KEY: KEY, ASSAY_STACKONE_URL: url },
      timeout: 60_000,
    }, (error, stdout, stderr) => {
      if (error)
        reject(new Error(`${error.code}: ${stdout}${stderr}`));
      else
        resolve(JSON.parse(stdout.trim().split('\n').at(-1)));
    });
    child.stdin.end(JSON.stringify(result));
  });
}
