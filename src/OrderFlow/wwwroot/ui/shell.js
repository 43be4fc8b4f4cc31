// What the pages need of the browser and Blazor does not give.
(() => {
  // The server was restarted: the page's own state is there no more, its address has all that counts.
  addEventListener('DOMContentLoaded', () => {
    document.getElementById('components-reconnect-modal')
      ?.addEventListener('components-reconnect-state-changed', event => {
        if (event.detail.state === 'rejected') location.reload();
      });
  });

  // Asks for a file that takes more to say than an address can hold, and hands it to the person.
  window.orderflow = {
    async download(address, body) {
      const answer = await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
      if (!answer.ok) return false;
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await answer.blob());
      link.download = /filename="?([^";]+)/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? 'export.zip';
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      return true;
    },

    // Brings a part of the page into sight.
    show(id) {
      document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
    },

    // Brings what a picture points out into its pane; the page itself stays where it is.
    reveal() {
      for (const pane of document.querySelectorAll('.flowchart-pane')) {
        const found = pane.querySelector('.selected') ?? pane.querySelector('.shown');
        if (!found) continue;
        const [inner, outer] = [found.getBoundingClientRect(), pane.getBoundingClientRect()];
        pane.scrollBy({
          left: inner.left < outer.left || inner.right > outer.right ? inner.left + inner.width / 2 - outer.left - outer.width / 2 : 0,
          top: inner.top < outer.top || inner.bottom > outer.bottom ? inner.top + inner.height / 2 - outer.top - outer.height / 2 : 0,
        });
      }
    },

    // Shows an activity in the designer.
    select(activity) {
      document.querySelector('iframe.studio')?.contentWindow.postMessage({ from: 'workplace', select: activity }, location.origin);
    },
  };

  // What acts as a button in a picture is pressed like one: a blank does not scroll the page.
  addEventListener('keydown', event => {
    if (event.key === ' ' && event.target.closest?.('.flowchart [role=button]')) event.preventDefault();
  });

  // The designer in its frame asks for another page of ours, has saved, or says that nobody is signed in any more.
  addEventListener('message', event => {
    if (event.origin !== location.origin || event.data?.from !== 'studio') return;
    const isOurs = [...document.querySelectorAll('iframe.studio')].some(frame => frame.contentWindow === event.source);
    if (!isOurs) return;
    if (event.data.signedOut) location.reload();
    else if (event.data.saved) document.getElementById('designer-saved')?.click();
    else if (/^\/(workflows|instances)\/[^/]/.test(event.data.open ?? '')) location.assign(event.data.open);
  });
})();
