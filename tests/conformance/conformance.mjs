// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: The Assay authors

// StackOne's official client as judge of the simulator.
// usage: node conformance.mjs ASSAYCTL

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import { ACCOUNT, KEY, control, sendResult, startSimulator } from './simulator.mjs';

const require = createRequire(pathToFileURL(process.env.ASSAY_CONFORMANCE_MODULES + '/x.js'));
const { StackOne } = require('@stackone/stackone-client-ts');
const errors = require('@stackone/stackone-client-ts/sdk/models/errors');
const shared = require('@stackone/stackone-client-ts/sdk/models/shared');

const program = process.argv[2];
const x = { xAccountId: ACCOUNT };
const names = ['Python Developer Screening', 'Cognitive Ability', 'Workplace Personality'];
const checks = ['Identity and Employment', 'Criminal Record'];
const fullResult = {
  attachments: [{ url: 'https://example.com/r.pdf',
                  contentType: { value: 'pdf', sourceValue: 'application/pdf' } }],
  candidate: { id: 'c1', profileUrl: 'https://example.com/c/1' },
  passthrough: { k: 'v' },
  result: { value: 'passed', sourceValue: 'Passed' },
  resultUrl: 'https://example.com/r/1',
  score: { label: 'Percentage', value: '80', min: '0', max: '100' },
  startDate: new Date('2026-01-01T01:01:01Z'),
  submissionDate: new Date('2026-01-01T02:01:01Z'),
  summary: 'ok',
};

const wireResult = {
  score: fullResult.score,
  start_date: '2026-01-01T01:01:01.000Z',
  submission_date: '2026-01-01T02:01:01.000Z',
  summary: fullResult.summary,
  result: { value: 'passed', source_value: 'Passed' },
  result_url: fullResult.resultUrl,
  attachments: [{ url: 'https://example.com/r.pdf',
                  content_type: { value: 'pdf', source_value: 'application/pdf' } }],
  candidate: { id: 'c1', profile_url: 'https://example.com/c/1' },
  passthrough: { k: 'v' },
};

let simulator, client;

function makeClient(options = {}) {
  return new StackOne({
    serverURL: simulator.url,
    security: { username: KEY, password: '' },
    retryConfig: { strategy: 'none' },
    ...options,
  });
}

function setFaults(rules) {
  return control(simulator.url, 'PUT', 'faults', { rules });
}

async function listPages(pages, member) {
  const found = [];
  for await (const page of pages)
    found.push(page[member].data.map(each => each.name));
  return found;
}

async function order(index, kind) {
  const list = kind === 'assessment'
    ? (await client.ats.listAssessmentsPackages(x)).assessmentPackagePaginated
    : (await client.ats.listBackgroundCheckPackages(x)).backgroundCheckPackagePaginated;
  const answer = await control(simulator.url, 'POST', 'orders', {
    candidate: { first_name: 'Ada', last_name: 'Byron', email: 'ada@mail.example' },
    job: { title: 'Backend Engineer' },
    packages: [list.data[index].id],
  });
  return answer.orders[0].id;
}

function parseResult(kind, body) {
  const parse = kind === 'assessment'
    ? shared.atsUpdateCandidatesAssessmentsResultsRequestDtoFromJSON
    : shared.atsUpdateBackgroundCheckResultRequestDtoFromJSON;
  const parsed = parse(body);
  assert.ok(parsed.ok, String(parsed.error));
  return parsed.value;
}

function plain(value) {
  return JSON.parse(JSON.stringify(value));
}

async function lastRequest() {
  const { requests } = await control(simulator.url, 'GET', 'requests');
  return requests.at(-1);
}

before(async () => {
  simulator = await startSimulator(program);
  client = makeClient();
});
after(() => simulator?.stop());

test('list assessment packages', async () => {
  const answer = await client.ats.listAssessmentsPackages(x);
  assert.deepEqual(answer.assessmentPackagePaginated.data.map(each => each.name), names);
  assert.equal(answer.assessmentPackagePaginated.next, null);
});

test('list background check packages with their tests', async () => {
  const answer = await client.ats.listBackgroundCheckPackages(x);
  const data = answer.backgroundCheckPackagePaginated.data;
  assert.deepEqual(data.map(each => each.name), checks);
  assert.deepEqual(data[0].tests.map(each => each.name),
                   ['Identity document', 'Employment history']);
});

test('iterate pages', async () => {
  const pages = await client.ats.listAssessmentsPackages({ ...x, pageSize: '2' });
  assert.deepEqual(await listPages(pages, 'assessmentPackagePaginated'),
                   [names.slice(0, 2), names.slice(2)]);
});

test('iterate through an empty page', async () => {
  await setFaults([{ match: { path: '/unified/ats/background_checks/packages' },
                     empty_page: true, count: 1 }]);
  const pages = await client.ats.listBackgroundCheckPackages({ ...x, pageSize: '1' });
  assert.deepEqual(await listPages(pages, 'backgroundCheckPackagePaginated'),
                   [[], [checks[0]], [checks[1]]]);
});

test('filter by date', async () => {
  const filter = { updatedAfter: new Date('2026-02-01T00:00:00Z') };
  const answer = await client.ats.listAssessmentsPackages({ ...x, filter });
  assert.deepEqual(answer.assessmentPackagePaginated.data.map(each => each.name), [names[2]]);
  const deep = await fetch(`${simulator.url}/unified/ats/assessments/packages` +
                           '?filter[updated_after]=2026-02-01T00:00:00.000Z', {
    headers: { 'x-account-id': ACCOUNT, authorization: `Basic ${btoa(KEY + ':')}` },
  });
  assert.deepEqual((await deep.json()).data.map(each => each.name), [names[2]]);
});

test('get packages of both kinds, by both ids, with fields and raw', async () => {
  const { data } = (await client.ats.listAssessmentsPackages(x)).assessmentPackagePaginated;
  const one = await client.ats.getAssessmentsPackage({ ...x, id: data[1].id });
  assert.deepEqual({ ...one.assessmentPackageResult.data }, { ...data[1] });
  const remote = await client.ats.getAssessmentsPackage({ ...x, id: data[1].remoteId, raw: true,
                                                          fields: 'id' });
  assert.deepEqual({ ...remote.assessmentPackageResult.data }, { id: data[1].id });
  assert.equal(remote.assessmentPackageResult.raw[0].method, 'GET');
  const list = await client.ats.listBackgroundCheckPackages(x);
  const check = list.backgroundCheckPackagePaginated.data[1];
  const got = await client.ats.getBackgroundCheckPackage({ ...x, id: check.id });
  assert.equal(got.backgroundCheckPackageResult.data.name, checks[1]);
});

for (const kind of ['assessment', 'background_check']) {
  test(`update the result of an ${kind} order with every field`, async () => {
    const id = await order(0, kind);
    const answer = kind === 'assessment'
      ? await client.ats.updateAssessmentsResult({
          ...x, id, atsUpdateCandidatesAssessmentsResultsRequestDto: fullResult })
      : await client.ats.updateBackgroundCheckResult({
          ...x, id, atsUpdateBackgroundCheckResultRequestDto: fullResult });
    assert.equal(answer.updateResult.statusCode, 200);
    assert.equal(answer.updateResult.message, 'Record updated successfully.');
    assert.ok(answer.updateResult.timestamp instanceof Date);

    const request = await lastRequest();
    assert.equal(request.path, `/unified/ats/${kind}s/orders/${id}/result`);
    assert.equal(request.headers.authorization, '***');
    assert.equal(parseResult(kind, request.body).score.value, '80');
  });

  test(`the result of an ${kind} order that assayctl sends is the same`, async () => {
    const id = await order(0, kind);
    const folder = await mkdtemp(join(tmpdir(), 'assay-conformance-'));
    try {
      const event = await sendResult(program, simulator.url, folder, id, kind, wireResult);
      assert.equal(event.kind, 'result.delivered');
      assert.equal(event.answer.statusCode, 200);
    } finally {
      await rm(folder, { recursive: true });
    }

    const request = await lastRequest();
    assert.equal(request.method, 'PATCH');
    assert.equal(request.path, `/unified/ats/${kind}s/orders/${id}/result`);
    assert.equal(request.headers['x-account-id'], ACCOUNT);
    const parsed = parseResult(kind, request.body);
    for (const [member, value] of Object.entries(fullResult))
      assert.deepEqual(plain(parsed[member]), plain(value), member);
  });
}

test('a numeric score is refused before it is sent', async () => {
  const before = (await control(simulator.url, 'GET', 'requests')).requests.length;
  await assert.rejects(client.ats.updateAssessmentsResult({
    ...x, id: 'any',
    atsUpdateCandidatesAssessmentsResultsRequestDto: { score: { value: 80 } },
  }), errors.SDKValidationError);
  assert.equal((await control(simulator.url, 'GET', 'requests')).requests.length, before);
});

test('a score that SmartRecruiters refuses is a BadRequestResponse', async () => {
  const id = await order(1, 'assessment');
  await assert.rejects(client.ats.updateAssessmentsResult({
    ...x, id,
    atsUpdateCandidatesAssessmentsResultsRequestDto: {
      score: { value: '87.5', min: '0', max: '100' } },
  }), error => {
    assert.ok(error instanceof errors.BadRequestResponse);
    assert.match(error.message, /^\$\.score\.value: expected a whole number .* "87\.5"$/);
    assert.equal(error.providerErrors[0].status, 400);
    return true;
  });
});

test('an id with a slash travels as one segment', async () => {
  await assert.rejects(client.ats.updateAssessmentsResult({
    ...x, id: 'ord/1 é', atsUpdateCandidatesAssessmentsResultsRequestDto: { summary: 'x' },
  }), errors.NotFoundResponse);
  assert.equal((await lastRequest()).path,
               '/unified/ats/assessments/orders/ord%2F1%20%C3%A9/result');
});

test('accounts', async () => {
  const linkedAccounts = (await client.accounts.listLinkedAccounts({})).classes;
  assert.equal(linkedAccounts.length, 1);
  assert.equal(linkedAccounts[0].id, ACCOUNT);
  assert.equal(linkedAccounts[0].status, 'active');
  const none = await client.accounts.listLinkedAccounts({ providers: ['greenhouse'] });
  assert.deepEqual(none.classes, []);
  const { linkedAccount } = await client.accounts.getAccount({ id: ACCOUNT });
  assert.equal(linkedAccount.originOwnerName, 'Northwind Logistics');
  assert.equal(linkedAccount.createdAt.toISOString(), '2026-01-10T08:00:00.000Z');
});

test('a connect session', async () => {
  const { statusCode, connectSessionTokenAuthLink: session } =
    await client.connectSessions.createConnectSession({
      originOwnerId: 'cust-1', originOwnerName: 'Globex', provider: 'smartrecruiters', categories: ['ats'] });
  assert.equal(statusCode, 201);
  assert.equal(typeof session.id, 'number');
  assert.equal(session.originOwnerName, 'Globex');
  assert.match(session.authLinkUrl, /\/connect\?token=/);
  assert.ok(session.token.length > 0);
});

test('a package of background checks comes and goes', async () => {
  const create = await client.ats.createBackgroundCheckPackage({
    xAccountId: ACCOUNT, atsCreateBackgroundCheckPackagesRequestDto: { name: 'Court', tests: [{ name: 'Local' }] } });
  assert.equal(create.statusCode, 201);
  const { id } = create.createResult.data;
  const update = await client.ats.updateBackgroundCheckPackage({
    xAccountId: ACCOUNT, id, atsUpdateBackgroundCheckPackagesRequestDto: { description: 'All courts' } });
  assert.equal(update.statusCode, 200);
  const read = await client.ats.getBackgroundCheckPackage({ xAccountId: ACCOUNT, id });
  const { name, description, tests } = read.backgroundCheckPackageResult.data;
  assert.deepEqual([name, description, tests[0].name], ['Court', 'All courts', 'Local']);
  const gone = await client.ats.deleteBackgroundCheckPackage({ xAccountId: ACCOUNT, id });
  assert.equal(gone.statusCode, 200);
  await assert.rejects(client.ats.getBackgroundCheckPackage({ xAccountId: ACCOUNT, id }), errors.NotFoundResponse);
});

test('connector meta', async () => {
  const list = (await client.connectors.listConnectorsMeta({})).classes;
  assert.deepEqual(list.map(each => each.provider), ['smartrecruiters']);
  assert.equal(list[0].resources, undefined);
  const all = (await client.connectors.listConnectorsMeta({ include: 'inactive,resources' })).classes;
  assert.deepEqual(all.map(each => each.provider), ['smartrecruiters', 'greenhouse']);
  assert.ok('images' in all[0].resources);
  const one = await client.connectors.getConnectorMeta({ provider: 'smartrecruiters' });
  assert.equal(one.connectorsMeta.providerName, 'SmartRecruiters');
  assert.ok('assessments/results' in one.connectorsMeta.models);
  await assert.rejects(client.connectors.getConnectorMeta({ provider: 'nobody' }),
                       errors.NotFoundResponse);
});

const typed = {
  400: errors.BadRequestResponse, 401: errors.UnauthorizedResponse,
  403: errors.ForbiddenResponse, 404: errors.NotFoundResponse,
  408: errors.RequestTimedOutResponse, 409: errors.ConflictResponse,
  412: errors.PreconditionFailedResponse, 422: errors.UnprocessableEntityResponse,
  429: errors.TooManyRequestsResponse, 500: errors.InternalServerErrorResponse,
  501: errors.NotImplementedResponse, 502: errors.BadGatewayResponse,
};
for (const [status, type] of Object.entries(typed)) {
  test(`status ${status} is ${type.name}`, async () => {
    await setFaults([{ match: { path: '/unified/*' }, status: Number(status), count: 1 }]);
    await assert.rejects(client.ats.listAssessmentsPackages(x), error => {
      assert.equal(error.constructor, type);
      assert.equal(error.statusCode, Number(status));
      return true;
    });
  });
}

test('status 503 is SDKError', async () => {
  await setFaults([{ match: { path: '/unified/*' }, status: 503, count: 1 }]);
  await assert.rejects(client.ats.listAssessmentsPackages(x), error => {
    assert.equal(error.constructor, errors.SDKError);
    return true;
  });
});

test('a wrong key is UnauthorizedResponse', async () => {
  const stranger = makeClient({ security: { username: 'wrong', password: '' } });
  await assert.rejects(stranger.ats.listAssessmentsPackages(x), errors.UnauthorizedResponse);
});

test('an unknown account is NotFoundResponse', async () => {
  await assert.rejects(client.ats.listAssessmentsPackages({ xAccountId: 'nobody' }),
                       errors.NotFoundResponse);
});

test('Retry-After is honoured', async () => {
  await setFaults([{ match: { path: '/unified/*' }, status: 429, retry_after: 1, count: 1 }]);
  const patient = makeClient({ retryConfig: { strategy: 'backoff' } });
  const start = Date.now();
  const answer = await patient.ats.listAssessmentsPackages(x);
  assert.equal(answer.assessmentPackagePaginated.data.length, 3);
  assert.ok(Date.now() - start >= 990);
});
