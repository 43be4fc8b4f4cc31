Console.WriteLine("OrderFlow benchmarks");
