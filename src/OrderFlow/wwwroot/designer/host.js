// Starts Studio in this page and holds it to its place: one element, our language, our session.
(async () => {
  const host = document.getElementById('host');
  const { element: tag, idName, id, language, version } = host.dataset;
  const isChinese = language.startsWith('zh');
  const isFramed = parent !== window;

  // Studio reads these when it starts.
  localStorage.setItem('BlazorCulture', isChinese ? 'zh-CN' : 'en-US');

  const tell = message => parent.postMessage({ from: 'studio', ...message }, location.origin);

  // Another page of the workplace; alone in a window, the frame's own page of it.
  const open = (page, studio) => (isFramed ? tell({ open: page }) : location.assign(studio));

  // Studio "navigates" without showing anything: the address is the workplace's business.
  const pages = [
    [/\/workflows\/instances\/([^/?#]+)\/view/, '/instances/'],
    [/\/workflows\/definitions\/([^/?#]+)\/edit/, '/workflows/'],
  ];
  function leadsAway(url) {
    const path = new URL(url, document.baseURI).pathname;
    for (const [pattern, page] of pages) {
      const found = pattern.exec(path);
      if (!found || path === location.pathname) continue;
      open(page + found[1], '/studio' + found[0]);
      return true;
    }
    return false;
  }
  for (const name of ['pushState', 'replaceState']) {
    const original = history[name].bind(history);
    history[name] = (state, title, url) => {
      if (url == null || !leadsAway(url)) original(state, title, url);
    };
  }
  // Its plain links forget that Studio is not at the root.
  document.addEventListener('click', event => {
    const link = event.target.closest?.('a[href]');
    if (!link || link.origin !== location.origin || !leadsAway(link.href)) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  // The editor always opens the latest version; an older one it shows read-only.
  function olderOf(request) {
    const address = typeof request === 'string' ? request : request.url ?? String(request);
    const older = address.replace(/(\/workflow-definitions\/by-definition-id\/[^?]*\?(?:.*&)?versionOptions=)Latest\b/i, `$1${version}`);
    return older === address ? request : older;
  }

  // A session that has ended would break Studio: the workplace asks its user to sign in again. What it saves is checked there.
  const fetch = window.fetch.bind(window);
  const isSave = (target, options) => {
    const { pathname } = new URL(target.url ?? target, document.baseURI);
    return (options?.method ?? target.method ?? 'GET').toUpperCase() !== 'GET' && pathname.startsWith('/elsa/api/workflow-definitions');
  };
  window.fetch = async (...call) => {
    const answer = await fetch(...(version ? [olderOf(call[0]), ...call.slice(1)] : call));
    if (answer.status === 401) {
      if (isFramed) tell({ signedOut: true });
      else location.reload();
    }
    if (isFramed && answer.ok && isSave(...call)) tell({ saved: true });
    return answer;
  };

  if (isChinese) await window.orderflow.translate('/designer/texts.zh-CN.json');
  try {
    await Blazor.start();
  } catch (error) {
    document.getElementById('waiting').remove();
    throw error;
  }

  await customElements.whenDefined(tag);
  const element = document.createElement(tag);
  element.setAttribute(idName, id);
  element.setAttribute('remote-endpoint', `${location.origin}/elsa/api`);
  element.editWorkflowDefinition = definition => open(`/workflows/${encodeURIComponent(definition)}`, `/studio/workflows/definitions/${encodeURIComponent(definition)}/edit`);
  host.append(element);
  document.getElementById('waiting').remove();
  showAll();

  // The workplace asks to show an activity: it is clicked, as a person would.
  addEventListener('message', event => {
    if (event.origin !== location.origin || event.source !== parent || event.data?.from !== 'workplace') return;
    const node = [...host.querySelectorAll('[data-cell-id]')].find(cell => cell.dataset.cellId === event.data.select);
    if (!node) return;
    const { left, top, width, height } = node.getBoundingClientRect();
    const at = { bubbles: true, cancelable: true, view: window, button: 0, clientX: left + width / 2, clientY: top + height / 2 };
    const inner = node.querySelector('.elsa-activity') ?? node;
    for (const type of ['mousedown', 'mouseup', 'click']) inner.dispatchEvent(new MouseEvent(type, at));
  });

  // The journal has a bar, too: the canvas's own is the nearest around it.
  function barOf(graph) {
    for (let around = graph; around && around !== host; around = around.parentElement) {
      const button = around.querySelector('.mud-toolbar button');
      if (button) return button;
    }
  }

  // A flow larger than its canvas opens somewhere in its middle: the first button of the canvas shows all of it.
  function showAll() {
    const found = new MutationObserver(() => {
      if (!host.querySelector('elsa-activity-wrapper .elsa-activity')) return;
      found.disconnect();
      setTimeout(() => {
        const graph = host.querySelector('.x6-graph');
        const canvas = graph?.getBoundingClientRect();
        const nodes = [...host.querySelectorAll('elsa-activity-wrapper')].map(node => node.getBoundingClientRect());
        if (canvas && nodes.some(n => n.left < canvas.left || n.right > canvas.right || n.top < canvas.top || n.bottom > canvas.bottom)) barOf(graph)?.click();
      }, 400);
    });
    found.observe(host, { childList: true, subtree: true });
  }
})();
