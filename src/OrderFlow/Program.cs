using OrderFlow.Hosting;

return await Entry.RunAsync(args);
